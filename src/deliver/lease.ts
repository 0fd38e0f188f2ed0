import { setTimeout as delay } from 'node:timers/promises';
import { startStopwatch, type Stopwatch } from '../base/stopwatch.ts';
import { databaseFailure } from './database-failure.ts';
import type { RunResult } from './events.ts';
import type { Lease, Ledger } from './ledger.ts';

export interface LeaseKeeper {
  /**
   * Whether the lease is ours for certain. False a little before it ends by our own clock, which
   * goes on while this process is stopped and others may take over the run.
   */
  holds(): boolean;
  /** Renews the lease unless it is ours for certain; resolves to whether it is. */
  ensure(): Promise<boolean>;
  stop(): void;
}

export interface LeaseOptions {
  readonly ledger: Ledger;
  readonly lease: Lease;
  /** How long the lease lasts if it is not renewed. */
  readonly leaseSeconds: number;
  /** How long a fault of the database may last, in milliseconds, before the run gives up. */
  readonly databasePatienceMs: number;
  /** Starts the clock by which the lease ends for us. Default: startStopwatch. */
  readonly stopwatch?: (() => Stopwatch) | undefined;
}

/** The last part of the lease, in which nothing is written: clocks differ, and writing takes time. */
const MARGIN = 0.1;
/** Between two tries to renew a lease that a sender waits for. */
const PAUSE_MS = 1000;
/** It is renewed this often at least, so that a sender soon hears that it was asked to stop. */
const MOST_MS = 2000;

/**
 * Renews a lease until it is stopped. Ends the run if another process has taken it over, if somebody
 * asks for that in another program, or if the database has been unavailable for too long.
 */
export function keepLease(options: LeaseOptions, end: (result: RunResult) => void): LeaseKeeper {
  const { ledger, lease, leaseSeconds, databasePatienceMs, stopwatch = startStopwatch } = options;
  const length = leaseSeconds * 1000;
  let sinceRenewed: Stopwatch = () => Infinity;
  let sinceFault: Stopwatch | undefined;
  let renewing: Promise<void> | undefined;
  let isOver = false;

  const give = (result: RunResult) => {
    isOver = true;
    end(result);
  };
  const renew = async () => {
    // The database sets the new end later than this.
    const started = stopwatch();
    try {
      const renewal = await ledger.renew(lease, leaseSeconds);
      if (renewal === 'lost') give({ kind: 'lost' });
      else sinceRenewed = started;
      // The letters under way still need the lease.
      if (renewal === 'stop') end({ kind: 'interrupted', elsewhere: true });
      sinceFault = undefined;
    } catch (error) {
      const failure = databaseFailure(error);
      if (!failure) throw error;
      sinceFault ??= started;
      const lasts = sinceFault() >= databasePatienceMs;
      if (lasts || failure.kind === 'ledger-gone') give(failure);
    }
  };
  const renewOnce = () => (renewing ??= renew().finally(() => (renewing = undefined)));
  const holds = () => !isOver && sinceRenewed() < length * (1 - MARGIN);
  const isOpen = () => !isOver && !holds();
  const timer = setInterval(() => void renewOnce(), Math.min(length / 3, MOST_MS));

  return {
    holds,
    async ensure() {
      while (isOpen()) {
        await renewOnce();
        if (isOpen()) await delay(Math.min(PAUSE_MS, length * MARGIN));
      }
      return holds();
    },
    stop: () => {
      isOver = true;
      clearInterval(timer);
    },
  };
}
