import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Letter } from '../letter/letter.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import { createBreaker, unknownLimit } from './breaker.ts';
import type { DeliveryEvent, RunResult } from './events.ts';
import { groupCommit } from './group-commit.ts';
import { keepLease, type LeaseKeeper, type LeaseOptions } from './lease.ts';
import { patientLedger } from './patient-ledger.ts';
import { databaseFailure } from './database-failure.ts';
import type { Run } from './ledger.ts';
import { sendPass, type PassContext } from './pass.ts';
import type { ServerShare } from './pooled-connection.ts';
import type { DeliverySettings } from './providers.ts';
import { createRateLimits } from './rate-limits.ts';
import { createServerPool } from './server-pool.ts';
import { pending } from './state.ts';

export interface DeliverOptions extends LeaseOptions {
  readonly servers: readonly ServerShare[];
  readonly letterFor: (subscriber: Subscriber) => Letter | Promise<Letter>;
  /** Called with the next subscribers, so that their letters may be begun. */
  readonly begin?: (subscribers: readonly Subscriber[]) => void;
  readonly settings: DeliverySettings;
  readonly clock: () => Date;
  /** Returns a number from 0 to 1. */
  readonly random: () => number;
  /** Aborted to stop the run: letters under way are finished, and no others are begun. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: DeliveryEvent) => void;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Sends a run's planned and deferred deliveries, each of them once, and waits for deferred ones as
 * long as the settings allow. When the promise resolves, every letter that was begun is recorded.
 */
export async function deliverRun(options: DeliverOptions): Promise<RunResult> {
  const over = new AbortController();
  setMaxListeners(0, over.signal);
  let result: RunResult | undefined;
  const end = (reason: RunResult) => {
    result ??= reason;
    over.abort();
  };
  const stop = () => {
    end({ kind: 'interrupted' });
  };
  if (options.signal.aborted) stop();
  options.signal.addEventListener('abort', stop);
  const keeper = keepLease(options, end);
  try {
    const reached = await sendPasses(await contextOf(options, keeper, over.signal, end));
    return result ?? reached;
  } catch (error) {
    const failed = databaseFailure(error);
    if (!failed) throw error;
    return failed;
  } finally {
    keeper.stop();
    options.signal.removeEventListener('abort', stop);
  }
}

async function contextOf(
  options: DeliverOptions,
  keeper: LeaseKeeper,
  signal: AbortSignal,
  end: (result: RunResult) => void,
): Promise<PassContext> {
  const { servers: shares, databasePatienceMs: patienceMs, ...common } = options;
  const { lease, settings, clock, random, onEvent } = common;
  const ledger = patientLedger(common.ledger, { patienceMs, clock, onEvent, signal });
  const connections = shares.reduce((sum, { maxConnections }) => sum + maxConnections, 0);
  return {
    ...common,
    ledger,
    keeper,
    signal,
    end,
    record: groupCommit(ledger, lease),
    breaker: createBreaker({ ...settings.pause, unknown: unknownLimit(connections) }),
    rates: await createRateLimits(ledger, lease.run, settings, clock()),
    expiresAt: new Date(newsSince(lease.run) + settings.expireHours * HOUR),
    connections,
    pool: createServerPool({
      shares,
      patienceMs: settings.retry.patienceMinutes * MINUTE,
      now: () => clock().getTime(),
      random,
      signal,
      onEvent,
      onEnd: end,
    }),
  };
}

/** The time from which the age of a run's letters counts, in milliseconds. */
function newsSince({ createdAt, lastHour = createdAt }: Run): number {
  return Math.max(createdAt.getTime(), lastHour.getTime());
}

/** Makes passes over the deliveries until none is left, or the rest is deferred for too long. */
async function sendPasses(context: PassContext): Promise<RunResult> {
  const { ledger, lease, clock, signal, settings, onEvent } = context;
  let leaveAt: number | undefined;
  let left = Infinity;
  for (;;) {
    await ledger.leaveOut(lease);
    await expireStale(context);
    await sendPass(context);
    await expireStale(context);
    if (signal.aborted) return { kind: 'interrupted' };
    await ledger.leaveOut(lease);
    const next = await ledger.nextRetry(lease.run);
    if (!next) {
      // Somebody may have come back after their letter was held back, and waits again.
      const { planned } = await ledger.tally(lease.run);
      if (planned === 0 || planned >= left) return { kind: 'finished' };
      left = planned;
      continue;
    }
    const now = clock().getTime();
    leaveAt ??= now + settings.retry.patienceMinutes * MINUTE;
    if (next.getTime() > leaveAt) return { kind: 'deferred', nextRetry: next };
    const deferred = pending(await ledger.tally(lease.run));
    onEvent({ kind: 'waiting', until: next, deferred });
    await delay(Math.max(0, next.getTime() - now), undefined, { signal }).catch(() => undefined);
  }
}

/** Marks waiting deliveries as expired if the run is too old to be news. */
async function expireStale({ ledger, lease, clock, expiresAt, settings }: PassContext) {
  if (clock() < expiresAt) return;
  await ledger.expire(lease, `not accepted within ${settings.expireHours} hours`);
}
