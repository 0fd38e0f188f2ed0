/** The queries that read and move deliveries. */
import { sql, type Kysely } from 'kysely';
import type { DestinationKind } from '../deliver/destination.ts';
import type { Due, Lease, Run } from '../deliver/ledger.ts';
import type { DeliveryState } from '../deliver/state.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import { hasLetter, otherRuns, reasonToLeaveOut, WITH_SUPPRESSION } from './audiences.ts';
import type { Dialect } from './dialect.ts';
import { inPages, PAGE_SIZE } from './pages.ts';
import { tallyRun } from './reports.ts';
import type { Schema } from './schema.ts';
import { toSubscriber } from './subscribers.ts';

type Database = Kysely<Schema>;

const WAITING = ['planned', 'deferred'] as const;
const SENDER_GONE = 'the sender stopped before the server answered';

/**
 * Reads waiting deliveries that may be released by a time, in the run's order after a position,
 * without those whose subscriber has left or paused: `leaveOut` ends them.
 */
export async function pageOfDue(
  db: Database,
  run: Run,
  after: number,
  limit: number,
  dueBy: Date,
): Promise<readonly Due[]> {
  const now = dueBy.toISOString();
  const rows = await pageOfWaiting(db, run, after, limit)
    .where(sql<boolean>`coalesce(retry_at, not_before, '') <= ${now}`)
    .where('removed_at', 'is', null)
    .where(sql<boolean>`coalesce(paused_until, '') <= ${now}`)
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

/** Lists everybody who still gets a letter of a run, in its order. */
export async function* listWaiting(
  db: Database,
  run: Run,
  now: string,
): AsyncGenerator<Subscriber> {
  const rows = inPages(
    (after) =>
      pageOfWaiting(db, run, after, PAGE_SIZE)
        .leftJoin('suppressions as x', 'x.address_key', 'subscribers.address_key')
        .where(reasonToLeaveOut(now), 'is', null)
        .execute(),
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

/**
 * Plans deliveries in the given states again, except to those who have the edition as part of another
 * audience; returns how many.
 */
export async function reopenDeliveries(
  db: Database,
  lease: Lease,
  states: readonly DeliveryState[],
  now: string,
): Promise<number> {
  if (states.length === 0) return 0;
  const others = await otherRuns(db, lease.run, lease.run.audience);
  const { numUpdatedRows } = await underLease(db, lease, states)
    .set(moved('planned', now, null))
    .where((row) => row.not(hasLetter(others, sql.ref('deliveries.subscriber_id'))))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Suppresses all waiting deliveries; returns how many. */
export function abandonWaiting(
  db: Database,
  lease: Lease,
  now: string,
  reason: string,
): Promise<number> {
  return moveAll(db, lease, WAITING, 'suppressed', now, reason);
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
  const { numUpdatedRows } = await underLease(db, lease, from)
    .set(moved(to, now, reason))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

function moved(state: DeliveryState, now: string, reply: string | null) {
  return { state, updated_at: now, reply, code: null, enhanced: null, retry_at: null };
}

/** How far the clocks may be apart of who records a departure and who began the run. */
const CLOCKS_APART_MS = 30 * 24 * 3_600_000;

/**
 * Suppresses waiting deliveries to subscribers who left, paused or were suppressed since the run
 * began, with the reason; returns how many. Only that of one subscriber where it is named.
 */
export async function leaveOut(
  db: Database,
  lease: Lease,
  now: string,
  subscriberId?: number,
): Promise<number> {
  const reason = sql<string | null>`(
    select ${reasonToLeaveOut(now)} from ${WITH_SUPPRESSION}
    where subscribers.id = deliveries.subscriber_id)`;
  const { numUpdatedRows } = await underLease(db, lease, WAITING)
    .set({ ...moved('suppressed', now, null), reply: reason })
    .where(
      subscriberId === undefined
        ? sql<boolean>`subscriber_id in (${perhapsLeftOut(lease.run, now)})`
        : sql<boolean>`subscriber_id = ${subscriberId} and ${reason} is not null`,
    )
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** An expression for the ids of all who are left out of a run, each found by an index. */
function perhapsLeftOut({ createdAt }: Run, now: string) {
  const since = new Date(createdAt.getTime() - CLOCKS_APART_MS).toISOString();
  return sql`
    select s.id from suppressions x join subscribers s on s.address_key = x.address_key
    union all select id from subscribers where removed_at >= ${since}
    union all select id from subscribers where paused_until > ${now}`;
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
