import type { Kysely } from 'kysely';
import type { Change, Lease, Ledger, Recorded } from '../deliver/ledger.ts';
import { addressKey } from '../subscribers/subscriber.ts';
import {
  firstRetry,
  leaveOutSuppressed,
  listReleased,
  listUndelivered,
  moveAll,
  pageOfDue,
  tallyDomains,
  tallyRun,
} from './deliveries.ts';
import { amendRun, claimRun, createRun, findRun, freeLease, renewLease } from './runs.ts';
import type { Schema } from './schema.ts';
import { databaseError } from './unavailable.ts';

export type Recorder = (
  lease: Lease,
  changes: readonly Change[],
  now: string,
) => readonly Recorded[] | Promise<readonly Recorded[]>;

/** A recorder that holds something until it is closed. */
export interface ClosingRecorder {
  readonly record: Recorder;
  readonly close: () => Promise<void>;
}

const SENDER_DIED = 'the sender died before the server answered';

/** The ledger in a database. */
export function sqlLedger(db: Kysely<Schema>, recorder: Recorder, clock: () => Date): Ledger {
  const now = (aheadSeconds = 0) => new Date(clock().getTime() + aheadSeconds * 1000).toISOString();
  return {
    findRun: (edition, audience) => safely(() => findRun(db, edition, audience)),
    createRun: (plan) => safely(() => createRun(db, plan, now())),
    claim: (run, owner, seconds, isDead) =>
      safely(() => claimRun(db, run, owner, now(), now(seconds), isDead)),
    renew: (lease, seconds) => safely(() => renewLease(db, lease, now(seconds))),
    free: (lease) => safely(() => freeLease(db, lease)),
    amend: (lease, contentHash) => safely(() => amendRun(db, lease, contentHash, now())),
    settle: (lease) =>
      safely(() => moveAll(db, lease, ['released'], 'unknown', now(), SENDER_DIED)),
    reopen: (lease, states) => safely(() => moveAll(db, lease, states, 'planned', now(), null)),
    leaveOut: (lease) => safely(() => leaveOutSuppressed(db, lease, now())),
    expire: (lease, reason) =>
      safely(() => moveAll(db, lease, ['planned', 'deferred'], 'expired', now(), reason)),
    page: (run, after, limit, dueBy) =>
      safely(() => pageOfDue(db, run, after, limit, dueBy.toISOString())),
    nextRetry: (run) => safely(() => firstRetry(db, run)),
    record: (lease, changes) => safely(async () => recorder(lease, changes, now())),
    suppress: (email, reason) => safely(() => suppress(db, email, reason, now())),
    tally: (run) => safely(() => tallyRun(db, run)),
    tallyByDomain: (run) => safely(() => tallyDomains(db, run)),
    undelivered: (run) => safelyEach(listUndelivered(db, run)),
    releasedSince: (time) => safelyEach(listReleased(db, time.toISOString())),
  };
}

async function suppress(
  db: Kysely<Schema>,
  email: string,
  reason: string,
  now: string,
): Promise<void> {
  await db
    .insertInto('suppressions')
    .values({ address_key: addressKey(email), reason, created_at: now })
    .onConflict((conflict) => conflict.column('address_key').doNothing())
    .execute();
}

async function safely<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw databaseError(error);
  }
}

async function* safelyEach<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* items;
  } catch (error) {
    throw databaseError(error);
  }
}
