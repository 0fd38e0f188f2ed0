import type { Audience } from '../subscribers/segment.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import type { Change, Run } from './ledger.ts';
import type { DestinationKind } from './destination.ts';

/** The newest edition that a reader's audience got, and the reader. */
export interface LateLetter {
  readonly run: Run;
  readonly subscriber: Subscriber;
}

/** What became of a released letter. */
export type LateOutcome = Pick<Change, 'reply' | 'reason'> & {
  readonly state: 'accepted' | 'rejected' | 'unknown';
};

/**
 * Letters of a run to readers who joined after it had frozen its audience. They are deliveries of
 * the run, so nobody gets them twice, and its sums still add up. Every call rejects with
 * DatabaseUnavailableError if the database is unavailable.
 */
export interface LateDeliveries {
  /**
   * Finds the newest run whose audience a reader would be in, if they have no letter of its edition;
   * undefined without one.
   */
  newestFor(
    readerId: string,
    audiences: readonly Audience[],
    destination: DestinationKind,
  ): Promise<LateLetter | undefined>;
  /**
   * Adds a reader to a run, released; durable when it resolves. False if they have, or may have, a
   * letter of the edition, or must not get one.
   */
  release(late: LateLetter, messageId: string): Promise<boolean>;
  /** Records what became of it. */
  settle(late: LateLetter, outcome: LateOutcome): Promise<void>;
}
