import type { NewSubscriber, Subscriber } from './subscriber.ts';

export interface Saved {
  readonly added: number;
  readonly updated: number;
}

/** The newsletter's list. Every call rejects with DatabaseUnavailableError if the database is. */
export interface SubscriberList {
  /** Adds subscribers and updates those whose address is on the list; the last of a batch wins. */
  save(batch: readonly NewSubscriber[]): Promise<Saved>;
  count(): Promise<number>;
  /** Lists the distinct time zones of subscribers; subscribers without one are left out. */
  timeZones(): Promise<readonly string[]>;
  /** Finds the subscriber with the longest address and name, whose letter is the longest. */
  longest(): Promise<Subscriber | undefined>;
  find(id: number): Promise<Subscriber | undefined>;
  /** Finds subscribers whose address or name contains a text, in list order; '' matches all. */
  search(text: string, limit: number): Promise<readonly Subscriber[]>;
  /** Lists every subscriber in list order. */
  all(): AsyncIterable<Subscriber>;
}

/**
 * The addresses that must not be written to. Every call rejects with DatabaseUnavailableError if the
 * database is.
 */
export interface Suppressions {
  /** Adds an address, which does not have to be on the list, and why. The first reason stands. */
  add(email: string, reason: string): Promise<void>;
}
