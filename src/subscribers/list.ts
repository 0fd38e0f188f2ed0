import type { NewSubscriber, Subscriber } from './subscriber.ts';

export interface Saved {
  readonly added: number;
  readonly updated: number;
}

/**
 * Why an address must not be written to. Readers lift `opted-out` and `erased` by signing up again
 * and confirming, and `hard-bounce` by confirming one mail that shows that the address works.
 */
export type SuppressionKind = 'hard-bounce' | 'complaint' | 'by-hand' | 'opted-out' | 'erased';

/** An address that must not be written to, and why. */
export interface Suppression {
  readonly kind: SuppressionKind;
  readonly reason: string;
  readonly since: Date;
}

/** An edition that was sent to a subscriber, and what became of the letter. */
export interface ReceivedEdition {
  readonly edition: string;
  readonly state: string;
  readonly at: Date;
  /** The server's reply, or why there was none. */
  readonly reason?: string;
}

/** The newsletter's list. Every call rejects with DatabaseUnavailableError if the database is. */
export interface SubscriberList {
  /**
   * Adds subscribers and updates those whose address is on the list: with what a subscriber has,
   * and nothing else, unless `replace` is set. Those of a batch with one address are merged.
   */
  save(batch: readonly NewSubscriber[], options?: { readonly replace?: boolean }): Promise<Saved>;
  count(): Promise<number>;
  /** Lists the distinct time zones of subscribers; subscribers without one are left out. */
  timeZones(): Promise<readonly string[]>;
  /** Finds the subscriber with the longest address and name, whose letter is the longest. */
  longest(): Promise<Subscriber | undefined>;
  find(id: number): Promise<Subscriber | undefined>;
  /** Finds a subscriber by an address in any spelling. */
  findByEmail(email: string): Promise<Subscriber | undefined>;
  /** Finds subscribers whose address or name contains a text, in list order; '' matches all. */
  search(text: string, limit: number): Promise<readonly Subscriber[]>;
  /** Lists every subscriber in list order. */
  all(): AsyncIterable<Subscriber>;
  /** Takes a subscriber off the list, for later imports too; returns whether they were on it. */
  remove(email: string): Promise<boolean>;
  /** Lists the editions that were sent to an address, newest first, without trials. */
  received(email: string): Promise<readonly ReceivedEdition[]>;
}

/**
 * The addresses that must not be written to. Every call rejects with DatabaseUnavailableError if the
 * database is.
 */
export interface Suppressions {
  /** Adds an address, which does not have to be on the list, and why. The first reason stands. */
  add(email: string, reason: string, kind?: SuppressionKind): Promise<void>;
  find(email: string): Promise<Suppression | undefined>;
}
