import type { Subscriber } from '../subscribers/subscriber.ts';
import type { DeliveryState, Tally } from './state.ts';
import type { Reply } from '../smtp/reply.ts';

/** The sending of one edition to an audience, which is frozen when the run is made. */
export interface Run {
  readonly id: number;
  readonly edition: string;
  readonly audience: string;
  /** Of the version that goes out now. */
  readonly contentHash: string;
  /** 1, and one more each time the edition was amended in the middle of the run. */
  readonly version: number;
  readonly total: number;
  readonly createdAt: Date;
  /** When the last subscriber's own hour comes, where each has one. */
  readonly lastHour?: Date;
}

/** When a delivery may be released: by the subscriber's zone, or otherwise. */
export interface Hours {
  readonly otherwise: Date;
  readonly zones: ReadonlyMap<string, Date>;
}

/** What a run is made of; with hours, each subscriber's letter waits for theirs. */
export interface RunPlan extends Pick<Run, 'edition' | 'audience' | 'contentHash'> {
  readonly hours?: Hours;
}

/** The right to send a run; `fence` is higher than that of every earlier owner. */
export interface Lease {
  readonly run: Run;
  readonly owner: string;
  readonly fence: number;
}

export type Claim =
  | { readonly kind: 'claimed'; readonly lease: Lease }
  | { readonly kind: 'owned'; readonly owner: string; readonly until: Date };

/** A delivery that waits for its letter. */
export interface Due {
  readonly subscriber: Subscriber;
  /** Of the address, as A-labels in lower case. */
  readonly domain: string;
  /** How often it was tried before: released, or put off before that. */
  readonly attempts: number;
  /** Its place in the run's order, in which the domains are spread evenly. */
  readonly position: number;
}

/** A step of one delivery. */
export interface Change {
  readonly subscriberId: number;
  readonly state: DeliveryState;
  readonly messageId?: string;
  /** The server's words. */
  readonly reply?: Reply;
  /** Why, where no server said it. */
  readonly reason?: string;
  /** When a deferred delivery may be tried again. */
  readonly retryAt?: Date;
}

/**
 * What came of a change: `moved` durably; `refused`, and nothing changed, because the delivery is
 * in no state from which it can (REACHED_FROM) or, of a release, because its address is suppressed;
 * `lost`, and nothing changed, because somebody else owns the run.
 */
export type Recorded = 'moved' | 'refused' | 'lost';

/** A delivery that did not arrive, and why. */
export interface Undelivered {
  readonly email: string;
  readonly domain: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly reason: string;
  readonly at: Date;
}

export interface DomainTally {
  readonly domain: string;
  readonly states: Tally;
}

/**
 * Where a run stands, durably: each call has happened when its promise resolves. A database that
 * fails rejects with LedgerError.
 */
export interface Ledger {
  findRun(edition: string, audience: string): Promise<Run | undefined>;
  /** Makes a run with one planned delivery a subscriber, or finds the one that is there. */
  createRun(plan: RunPlan): Promise<Run>;
  /** Takes the lease on a run, unless a living owner has it. */
  claim(
    run: Run,
    owner: string,
    seconds: number,
    isDead: (owner: string) => boolean,
  ): Promise<Claim>;
  /** Makes the lease last; false where somebody else has taken it. */
  renew(lease: Lease, seconds: number): Promise<boolean>;
  /** Gives the lease back. */
  free(lease: Lease): Promise<void>;
  /** Sends another content from here on; the lease with the run's new version. */
  amend(lease: Lease, contentHash: string): Promise<Lease>;
  /** Makes unknown what an earlier owner had released; how many there were. */
  settle(lease: Lease): Promise<number>;
  /** Makes planned what is in the states named, at the user's word; how many there were. */
  reopen(lease: Lease, states: readonly ('rejected' | 'expired' | 'unknown')[]): Promise<number>;
  /** Makes suppressed what waits and whose address is suppressed; how many there were. */
  leaveOut(lease: Lease): Promise<number>;
  /** Makes expired what waits; how many there were. */
  expire(lease: Lease, reason: string): Promise<number>;
  /**
   * What waits and may be released by a time, in the run's order after a position: its own hour
   * has come, and it may be tried again where it is deferred.
   */
  page(run: Run, after: number, limit: number, dueBy: Date): Promise<readonly Due[]>;
  /** When the first delivery may go that is deferred, or waits for its own hour. */
  nextRetry(run: Run): Promise<Date | undefined>;
  /** Records steps together, in one durable transaction; what came of each, in their order. */
  record(lease: Lease, changes: readonly Change[]): Promise<readonly Recorded[]>;
  /** Never writes to an address again, and why. */
  suppress(email: string, reason: string): Promise<void>;
  tally(run: Run): Promise<Tally>;
  /** By domain, the largest first. */
  tallyByDomain(run: Run): Promise<readonly DomainTally[]>;
  /** What is rejected, unknown, deferred, expired or suppressed, in the run's order. */
  undelivered(run: Run): AsyncIterable<Undelivered>;
  /** When letters of any run were released since a time, and to which domain; oldest first. */
  releasedSince(time: Date): AsyncIterable<{ readonly at: Date; readonly domain: string }>;
}

/** The database cannot be used: full, gone, or locked for too long. */
export class LedgerError extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause });
    this.name = 'LedgerError';
  }
}
