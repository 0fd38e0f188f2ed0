/** The queries that read and move deliveries. */
import { sql, type Kysely } from 'kysely';
import type { DestinationKind } from '../deliver/destination.ts';
import type { Due, Lease, Run } from '../deliver/ledger.ts';
import type { DeliveryState } from '../deliver/state.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import type { Dialect } from './dialect.ts';
import { inPages, PAGE_SIZE } from './pages.ts';
import { tallyRun } from './reports.ts';
import type { Schema } from './schema.ts';
import { toSubscriber } from './subscribers.ts';

type Database = Kysely<Schema>;

const WAITING = ['planned', 'deferred'] as const;
const SENDER_GONE = 'the sender stopped before the server answered';

/** Reads waiting deliveries that may be released by a time, in the run's order after a position. */
export async function pageOfDue(
  db: Database,
  run: Run,
  after: number,
  limit: number,
  dueBy: Date,
): Promise<readonly Due[]> {
  const rows = await pageOfWaiting(db, run, after, limit)
    .where(sql<boolean>`coalesce(retry_at, not_before, '') <= ${dueBy.toISOString()}`)
    .execute();
  return rows.map(({ position, attempts, ...subscriber }) => ({
    subscriber: toSubscriber(subscriber),
    domain: subscriber.domain,
    position,
    attempts,
  }));
}

function pageOfWaiting(db: Database, run: Run, after: number, limit: number) {
  return (
    db
      .selectFrom('deliveries')
      .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
      .selectAll('subscribers')
      .select(['position', 'attempts'])
      .where('run_id', '=', run.id)
      .where('position', '>', after)
      .where('state', 'in', WAITING)
      // A letter on its way to somebody who was erased then may have been deferred.
      .where('reader_id', 'is not', null)
      .orderBy('position')
      .limit(limit)
  );
}

/** Lists every subscriber whose delivery waits, in the run's order. */
export async function* listWaiting(db: Database, run: Run): AsyncGenerator<Subscriber> {
  const rows = inPages(
    (after) => pageOfWaiting(db, run, after, PAGE_SIZE).execute(),
    ({ position }) => position,
  );
  for await (const row of rows) yield toSubscriber(row);
}

/** Marks what an earlier owner released without an outcome as unknown; returns how many. */
export async function settleReleased(db: Database, lease: Lease, now: string): Promise<number> {
  // Nothing else moves under this lease, and to look through a million deliveries takes a while.
  const { released } = await tallyRun(db, lease.run);
  return released === 0 ? 0 : moveAll(db, lease, ['released'], 'unknown', now, SENDER_GONE);
}

/** Plans deliveries in the given states again; returns how many. */
export function reopenDeliveries(
  db: Database,
  lease: Lease,
  states: readonly DeliveryState[],
  now: string,
): Promise<number> {
  return moveAll(db, lease, states, 'planned', now, null);
}

/** Marks all waiting deliveries as expired; returns how many. */
export function expireWaiting(
  db: Database,
  lease: Lease,
  now: string,
  reason: string,
): Promise<number> {
  return moveAll(db, lease, WAITING, 'expired', now, reason);
}

/** Moves every delivery in the given states, under a lease; returns how many. */
async function moveAll(
  db: Database,
  lease: Lease,
  from: readonly DeliveryState[],
  to: DeliveryState,
  now: string,
  reason: string | null,
): Promise<number> {
  if (from.length === 0) return 0;
  const { numUpdatedRows } = await underLease(db, lease, from)
    .set({ state: to, updated_at: now, reply: reason, code: null, enhanced: null, retry_at: null })
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Marks waiting deliveries to suppressed addresses as suppressed; returns how many. */
export async function leaveOutSuppressed(db: Database, lease: Lease, now: string): Promise<number> {
  const { numUpdatedRows } = await underLease(db, lease, WAITING)
    .set((row) => ({
      state: 'suppressed' as const,
      updated_at: now,
      code: null,
      enhanced: null,
      retry_at: null,
      reply: row
        .selectFrom('suppressions')
        .innerJoin('subscribers', 'subscribers.address_key', 'suppressions.address_key')
        .select('reason')
        .whereRef('subscribers.id', '=', 'deliveries.subscriber_id'),
    }))
    .where('subscriber_id', 'in', (query) =>
      query
        .selectFrom('suppressions')
        .innerJoin('subscribers', 'subscribers.address_key', 'suppressions.address_key')
        .select('subscribers.id'),
    )
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

function underLease(db: Database, { run, fence }: Lease, from: readonly DeliveryState[]) {
  return db
    .updateTable('deliveries')
    .where('run_id', '=', run.id)
    .where('state', 'in', from)
    .where((row) =>
      row.exists(
        row.selectFrom('runs').select('id').where('id', '=', run.id).where('fence', '=', fence),
      ),
    );
}

/** Finds the earliest time at which a deferred delivery, or one with its own hour, may go. */
export async function firstRetry(
  db: Database,
  dialect: Dialect,
  run: Run,
): Promise<Date | undefined> {
  const deferred = await earliest(db, run)
    .where(sql.raw<boolean>(dialect.exceptional))
    .where('state', '=', 'deferred')
    .executeTakeFirstOrThrow();
  // To look through a million planned ones takes a while, and few runs have hours.
  const planned =
    run.lastHour &&
    (await earliest(db, run)
      .where('state', '=', 'planned')
      .where('not_before', 'is not', null)
      .executeTakeFirstOrThrow());
  const times = [deferred.first, planned?.first].filter((time) => typeof time === 'string').sort();
  return times[0] === undefined ? undefined : new Date(times[0]);
}

function earliest(db: Database, run: Run) {
  return db
    .selectFrom('deliveries')
    .select(sql<string | null>`min(coalesce(retry_at, not_before, updated_at))`.as('first'))
    .where('run_id', '=', run.id);
}

/** Lists when letters to a destination were released since a time, and to which domain, oldest first. */
export async function* listReleased(
  db: Database,
  since: Date,
  destination: DestinationKind,
): AsyncGenerator<{ readonly at: Date; readonly domain: string }> {
  const start = since.toISOString();
  // Transitions have no index by time: read them backwards until they are too old.
  const found: { at: Date; domain: string }[] = [];
  for (let before = Number.MAX_SAFE_INTEGER; ;) {
    const rows = await db
      .selectFrom('transitions')
      .innerJoin('subscribers', 'subscribers.id', 'transitions.subscriber_id')
      .innerJoin('runs', 'runs.id', 'transitions.run_id')
      .select(['transitions.id', 'at', 'state', 'subscribers.domain', 'destination'])
      .where('transitions.id', '<', before)
      .orderBy('transitions.id', 'desc')
      .limit(PAGE_SIZE)
      .execute();
    const recent = rows.filter(({ at }) => at >= start);
    for (const { at, domain, state, ...row } of recent) {
      const counts = state === 'released' && row.destination === destination;
      if (counts) found.push({ at: new Date(at), domain });
    }
    const last = rows.at(-1);
    if (!last || recent.length < rows.length) break;
    before = last.id;
  }
  yield* found.reverse();
}
