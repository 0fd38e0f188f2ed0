import type { Segment } from '../subscribers/segment.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import type { DestinationKind } from './destination.ts';
import type { Lease, Run } from './ledger.ts';
import type { DeliveryState, Tally } from './state.ts';

/** When each delivery may be released: by the subscriber's time zone, or `otherwise`. */
export interface Hours {
  readonly otherwise: Date;
  readonly zones: ReadonlyMap<string, Date>;
}

/** What a run is created from. With hours, each letter waits for its subscriber's own hour. */
export interface RunPlan extends Pick<Run, 'edition' | 'audience' | 'destination' | 'contentHash'> {
  /** Who is in the audience. Default: the whole list. */
  readonly segment?: Segment;
  /** Of the lead story, by which it is recognized under another name. */
  readonly fingerprint?: string;
  readonly hours?: Hours;
}

export type Claim =
  /** `previous` is an owner that has not given its lease back. */
  | { readonly kind: 'claimed'; readonly lease: Lease; readonly previous?: string }
  /** The lease of another owner ends at a time, by our own clock, unless it is renewed. */
  | { readonly kind: 'owned'; readonly owner: string; readonly until: Date };

/**
 * Who holds the lease on a run, if anybody does, and until when by our own clock; `fence` is higher
 * with each owner.
 */
export interface Holder {
  readonly fence: number;
  readonly owner?: {
    readonly name: string;
    readonly until: Date;
    /** Whether somebody has asked it to stop. */
    readonly stopAsked: boolean;
  };
}

export interface DomainTally {
  readonly domain: string;
  readonly states: Tally;
}

/** A story that was sent, and when its run began. */
export interface SentStory {
  readonly run: Run;
  readonly fingerprint: string;
}

/** The states of deliveries that did not arrive, or not yet, for a reason that was recorded. */
export const UNDELIVERED_STATES = [
  'rejected',
  'unknown',
  'deferred',
  'expired',
  'suppressed',
] as const satisfies readonly DeliveryState[];

export type UndeliveredState = (typeof UNDELIVERED_STATES)[number];

/** A delivery that did not arrive, and why. */
export interface Undelivered {
  readonly email: string;
  readonly domain: string;
  readonly state: UndeliveredState;
  readonly attempts: number;
  readonly reason: string;
  readonly at: Date;
}

/** A delivery that did not arrive, with whose it is. */
export interface UndeliveredReader extends Undelivered {
  /** In the run's order, from 1. */
  readonly position: number;
  readonly name?: string;
  /** Opaque; absent if they were erased. */
  readonly readerId?: string;
}

/** Which part of the deliveries that did not arrive is listed. */
export interface UndeliveredPart {
  readonly state?: UndeliveredState;
  /** Those after this position. */
  readonly after?: number;
  readonly limit: number;
}

/** How many addresses there are, and the first few of them. */
export interface AddressCount {
  readonly count: number;
  readonly first: readonly string[];
}

/** Deliveries of one domain that ended in the same state for the same reason. */
export interface RefusalCount {
  readonly domain: string;
  readonly state: UndeliveredState;
  /** What the server replied to one of them, or why no server was asked. */
  readonly reason: string;
  readonly count: number;
}

/** How many letters the server accepted in one interval, and when it accepted the last of them. */
export interface AcceptedCount {
  readonly at: Date;
  readonly count: number;
}

/**
 * Starts, takes over, amends and reports runs. When a promise resolves, its change is durable.
 * Every call rejects with DatabaseUnavailableError if the database is unavailable.
 */
export interface Runs {
  find(edition: string, audience: string, destination: DestinationKind): Promise<Run | undefined>;
  /** Lists an edition's runs at a destination, one for each audience, the newest first. */
  ofEdition(edition: string, destination: DestinationKind): Promise<readonly Run[]>;
  /** Lists the stories that runs to a destination began to send since a time, newest first. */
  storiesSince(time: Date, destination: DestinationKind): Promise<readonly SentStory[]>;
  /** Lists the runs to a destination that began since a time, newest first. */
  since(time: Date, destination: DestinationKind): Promise<readonly Run[]>;
  /** Tells whether anybody in a segment (default: on the list) has, or may have, a letter of a run. */
  reached(run: Run, segment: Segment | undefined): Promise<boolean>;
  /**
   * Creates a run with one delivery for each subscriber in the audience, or returns the existing one.
   * Suppressed are those who are suppressed, paused, or have the edition as part of another audience.
   */
  create(plan: RunPlan): Promise<Run>;
  /** Takes the lease on a run for some seconds, unless a living owner holds it. */
  claim(
    run: Run,
    owner: string,
    seconds: number,
    isDead: (owner: string) => boolean,
  ): Promise<Claim>;
  /** Gives the lease back. */
  free(lease: Lease): Promise<void>;
  /** Sends other content from now on; returns the lease with the run's new version. */
  amend(lease: Lease, contentHash: string): Promise<Lease>;
  /** Marks what an earlier owner released without an outcome as unknown; returns how many. */
  settle(lease: Lease): Promise<number>;
  /** Suppresses all that waits, because the edition goes on to another audience; returns how many. */
  abandon(lease: Lease, reason: string): Promise<number>;
  /**
   * Plans deliveries in the given states again, except to those who have the edition as part of
   * another audience; returns how many. Only for use on request.
   */
  reopen(lease: Lease, states: readonly ('rejected' | 'expired' | 'unknown')[]): Promise<number>;
  holder(run: Run): Promise<Holder>;
  /**
   * Asks the owner of a run to stop after the letters under way; it hears of that when it renews its
   * lease. Returns false if nobody owns the run.
   */
  askToStop(run: Run): Promise<boolean>;
  /** Counts the run's deliveries by state. */
  tally(run: Run): Promise<Tally>;
  /** Counts the run's deliveries by domain and state, the largest domain first. */
  tallyByDomain(run: Run): Promise<readonly DomainTally[]>;
  /** Tells whether a waiting delivery may be released by a time. */
  hasDue(run: Run, by: Date): Promise<boolean>;
  /** Finds the earliest time at which a deferred delivery, or one with its own hour, may go. */
  nextRetry(run: Run): Promise<Date | undefined>;
  /** Lists everybody who still gets a letter, whenever it is due, in the run's order. */
  waiting(run: Run): AsyncIterable<Subscriber>;
  /**
   * Counts the addresses at example domains (RFC 2606) to which a run has yet to send or, without a
   * run, a new one to a segment (default: to the list) would.
   */
  atExampleDomains(run: Run | undefined, segment?: Segment): Promise<AddressCount>;
  /** Lists deliveries that are rejected, unknown, deferred, expired or suppressed, in the run's order. */
  undelivered(run: Run): AsyncIterable<Undelivered>;
  /** Lists a part of them, with whose they are, in the run's order. */
  undeliveredReaders(run: Run, part: UndeliveredPart): Promise<readonly UndeliveredReader[]>;
  /** Counts accepted letters over time, oldest first, in at most about 300 intervals. */
  acceptedOverTime(run: Run): Promise<readonly AcceptedCount[]>;
  /**
   * Counts what did not arrive by domain, state and reason, the most frequent first, at most 100
   * rows. Replies with the same enhanced status code count as one reason; other replies do if
   * they begin alike, since many name the address or end with a number of their own.
   */
  countRefusals(run: Run): Promise<readonly RefusalCount[]>;
}
