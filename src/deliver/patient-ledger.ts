import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseUnavailableError } from '../base/database-unavailable.ts';
import type { DeliveryEvent } from './events.ts';
import type { Ledger } from './ledger.ts';

export interface PatienceOptions {
  /** How long a call is repeated, in milliseconds. */
  readonly patienceMs: number;
  readonly clock: () => Date;
  readonly onEvent: (event: DeliveryEvent) => void;
  /** Aborted once the run is over: from then on only what was heard is still worth a wait. */
  readonly signal: AbortSignal;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;

/**
 * Makes a ledger that outlasts a short fault of the database: a call that finds it unavailable is
 * repeated, and rejects with the last error once the patience is used up. Every call may be
 * repeated, because each has the same effect twice as once. A lease is renewed by its own rules.
 */
export function patientLedger(ledger: Ledger, options: PatienceOptions): Ledger {
  const { signal, clock } = options;
  // Steps wait for each other, so the patience is for all of them together.
  const outage: Outage = {};
  /** What may have been heard from a server is recorded even when the run is over. */
  const heard = <T>(call: (again: boolean) => Promise<T>) => repeated(call, options, outage);
  const asked = <T>(call: () => Promise<T>) => repeated(call, options, {}, signal);
  return {
    ...ledger,
    leaveOut: (lease, subscriberId) => asked(() => ledger.leaveOut(lease, subscriberId)),
    expire: (lease, reason) => asked(() => ledger.expire(lease, reason)),
    page: (run, after, limit, dueBy) => asked(() => ledger.page(run, after, limit, dueBy)),
    nextRetry: (run) => asked(() => ledger.nextRetry(run)),
    tally: (run) => asked(() => ledger.tally(run)),
    suppress: (email, reason) => heard(() => ledger.suppress(email, reason)),
    record: (lease, changes) => {
      const at = clock();
      return heard((again) => ledger.record(lease, changes, { at, again }));
    },
  };
}

/** When calls began to fail, as performance.now() counts; absent while they succeed. */
interface Outage {
  since?: number;
}

async function repeated<T>(
  call: (again: boolean) => Promise<T>,
  { patienceMs, onEvent }: PatienceOptions,
  outage: Outage,
  signal?: AbortSignal,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      const result = await call(tries > 0);
      const { since } = outage;
      delete outage.since;
      if (since !== undefined) {
        onEvent({ kind: 'database-back', outageMs: performance.now() - since });
      }
      return result;
    } catch (error) {
      outage.since ??= performance.now();
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
      const left = patienceMs - (performance.now() - outage.since);
      const isOver = left < pause || signal?.aborted === true;
      if (isOver || !(error instanceof DatabaseUnavailableError)) throw error;
      onEvent({ kind: 'database-failed', reason: error.message, retryInMs: pause });
      await delay(pause);
    }
  }
}
