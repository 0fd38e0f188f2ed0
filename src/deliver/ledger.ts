import type { Reply } from '../smtp/reply.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import type { DestinationKind } from './destination.ts';
import type { DeliveryState, Tally } from './state.ts';

/** The sending of one edition to an audience, which is frozen when the run is created. */
export interface Run {
  readonly id: number;
  readonly edition: string;
  readonly audience: string;
  readonly destination: DestinationKind;
  /** Of the version that is being sent now. */
  readonly contentHash: string;
  /** 1, and one more each time the edition was amended in the middle of the run. */
  readonly version: number;
  readonly total: number;
  readonly createdAt: Date;
  /** The latest of the subscribers' own hours, where the run has them. */
  readonly lastHour?: Date;
}

/** The right to send a run; `fence` is higher than that of every earlier owner. */
export interface Lease {
  readonly run: Run;
  readonly owner: string;
  readonly fence: number;
}

/** A delivery that waits for its letter. */
export interface Due {
  readonly subscriber: Subscriber;
  /** Of the address, as A-labels in lower case. */
  readonly domain: string;
  /** How often it was tried before: released, or deferred before that. */
  readonly attempts: number;
  /** Its place in the run's order, in which the domains are spread evenly. */
  readonly position: number;
}

/** One step of one delivery. */
export interface Change {
  readonly subscriberId: number;
  readonly state: DeliveryState;
  readonly messageId?: string;
  /** What the server answered. */
  readonly reply?: Reply;
  /** Why, if the reason is not a server's reply. */
  readonly reason?: string;
  /** When a deferred delivery may be tried again. */
  readonly retryAt?: Date;
}

/**
 * The result of a change. `moved`: it is durable. `refused`: nothing changed, because the delivery
 * is in a state that does not lead there (REACHED_FROM) or, for a release, because its subscriber has
 * left, paused or been suppressed. `lost`: nothing changed, because another owner has the run.
 */
export type Recorded = 'moved' | 'refused' | 'lost';

/**
 * The result of renewing a lease. `stop`: it is renewed, and somebody has asked its owner to end the
 * run after the letters under way. `lost`: another owner has taken the run.
 */
export type Renewal = 'renewed' | 'stop' | 'lost';

/** When steps happened, and whether they are recorded `again`, after a call that failed. */
export interface RecordAttempt {
  readonly at: Date;
  readonly again: boolean;
}

/**
 * What sending a run reads and writes. When a promise resolves, its change is durable. Every call
 * rejects with DatabaseUnavailableError if the database is unavailable, and with LedgerGoneError if
 * its file was removed or replaced.
 */
export interface Ledger {
  /** Extends the lease by some seconds from now, unless it is lost. */
  renew(lease: Lease, seconds: number): Promise<Renewal>;
  /**
   * Suppresses waiting deliveries to subscribers who have left, paused or been suppressed since the
   * run began, with the reason; returns how many. Only that of one subscriber where it is named.
   */
  leaveOut(lease: Lease, subscriberId?: number): Promise<number>;
  /** Marks all waiting deliveries as expired; returns how many. */
  expire(lease: Lease, reason: string): Promise<number>;
  /**
   * Reads waiting deliveries that may be released by a time, in the run's order after a position:
   * those whose subscriber's own hour has come and, if deferred, whose retry is due. Who has left or
   * paused may be missing.
   */
  page(run: Run, after: number, limit: number, dueBy: Date): Promise<readonly Due[]>;
  /** Finds the earliest time at which a deferred delivery, or one with its own hour, may go. */
  nextRetry(run: Run): Promise<Date | undefined>;
  /**
   * Records steps in one durable transaction; returns their results in the same order. A call that
   * failed may have recorded them nevertheless: `again`, with the same time, such steps are `moved`.
   */
  record(
    lease: Lease,
    changes: readonly Change[],
    attempt?: RecordAttempt,
  ): Promise<readonly Recorded[]>;
  /** Puts an address on the suppression list. An address already on it keeps its first reason. */
  suppress(email: string, reason: string): Promise<void>;
  /** Counts the run's deliveries by state. */
  tally(run: Run): Promise<Tally>;
  /** Lists when letters to a destination were released since a time, by any run, oldest first. */
  releasedSince(
    time: Date,
    destination: DestinationKind,
  ): AsyncIterable<{ readonly at: Date; readonly domain: string }>;
}
