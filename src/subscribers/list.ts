import type { ConsentSource } from './reader.ts';
import type { Segment } from './segment.ts';
import type { NewSubscriber, Subscriber } from './subscriber.ts';

/** Why a row of an import was left out: the person said no, or must not be written to. */
export type SkipReason = 'unsubscribed' | 'suppressed' | 'erased';

export interface Skipped {
  /** The row's place in its batch. */
  readonly index: number;
  /** As the row has it. */
  readonly email: string;
  readonly why: SkipReason;
}

export interface Saved {
  readonly added: number;
  readonly updated: number;
  readonly skipped: readonly Skipped[];
}

export interface SaveOptions {
  /** Overwrites all that is known of a subscriber, not only what they come with. */
  readonly replace?: boolean;
  /**
   * Where the consent of those who are new comes from, by their place in the batch. Default: the
   * source is "unknown".
   */
  readonly consentOf?: (index: number) => ConsentSource;
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
   * and nothing else, unless `replace` is set. Those of a batch with one address are merged. Skips
   * who unsubscribed, is suppressed, or was erased.
   */
  save(batch: readonly NewSubscriber[], options?: SaveOptions): Promise<Saved>;
  count(): Promise<number>;
  /**
   * Lists the distinct time zones of subscribers, of a segment where it is given; subscribers without
   * one are left out.
   */
  timeZones(segment?: Segment): Promise<readonly string[]>;
  /** Finds the subscriber, of a segment where it is given, with the longest address and name. */
  longest(segment?: Segment): Promise<Subscriber | undefined>;
  find(id: number): Promise<Subscriber | undefined>;
  /** Finds a subscriber by an address in any spelling. */
  findByEmail(email: string): Promise<Subscriber | undefined>;
  /** Finds subscribers whose address or name contains a text, in list order; '' matches all. */
  search(text: string, limit: number): Promise<readonly Subscriber[]>;
  /** Lists every subscriber in list order. */
  all(): AsyncIterable<Subscriber>;
  /** Unsubscribes somebody by hand, for later imports too; returns whether they were on the list. */
  remove(email: string): Promise<boolean>;
}
