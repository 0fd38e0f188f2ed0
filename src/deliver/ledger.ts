import type { Subscriber } from '../subscribers/subscriber.ts';
import type { DeliveryState, Tally } from './state.ts';

/** The sending of one edition to an audience, which is frozen when the run is made. */
export interface Run {
  readonly id: number;
  readonly edition: string;
  readonly audience: string;
  readonly contentHash: string;
  readonly total: number;
}

export interface Change {
  readonly state: DeliveryState;
  readonly messageId: string;
  /** The server's words, or why there were none. */
  readonly reply?: string;
}

/** Where a run stands, durably: each call has happened when its promise resolves. */
export interface Ledger {
  findRun(edition: string, audience: string): Promise<Run | undefined>;
  /** Makes a run with one planned delivery a subscriber. */
  createRun(plan: Pick<Run, 'edition' | 'audience' | 'contentHash'>): Promise<Run>;
  /** Takes or renews the lease on a run; who has it and until when, where somebody else does. */
  lease(
    run: Run,
    owner: string,
    seconds: number,
  ): Promise<{ owner: string; until: string } | undefined>;
  /** Gives the lease back. */
  free(run: Run, owner: string): Promise<void>;
  /** Makes unknown what a dead owner had released; how many there were. */
  settle(run: Run): Promise<number>;
  /** Subscribers whose delivery is planned or deferred, in order of id, after an id. */
  page(run: Run, afterId: number, limit: number): Promise<readonly Subscriber[]>;
  /** Moves a delivery on. False, and nothing changed, where it is not in one of the states named. */
  record(
    run: Run,
    subscriberId: number,
    from: readonly DeliveryState[],
    change: Change,
  ): Promise<boolean>;
  tally(run: Run): Promise<Tally>;
}
