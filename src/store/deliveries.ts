import { sql, type Kysely } from 'kysely';
import type { DomainTally, Due, Lease, Run, Undelivered } from '../deliver/ledger.ts';
import { DELIVERY_STATES, type DeliveryState, type Tally } from '../deliver/state.ts';
import type { Schema } from './schema.ts';
import { toSubscriber } from './subscribers.ts';

type Database = Kysely<Schema>;

const PAGE = 1000;
/** What did not arrive, or not yet, and has a reason. */
export const NOT_DELIVERED = ['rejected', 'unknown', 'deferred', 'expired', 'suppressed'] as const;

/** What waits and may go by a time, in the run's order after a position. */
export async function pageOfDue(
  db: Database,
  run: Run,
  after: number,
  limit: number,
  dueBy: string,
): Promise<readonly Due[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
    .selectAll('subscribers')
    .select(['position', 'attempts'])
    .where('run_id', '=', run.id)
    .where('position', '>', after)
    .where('state', 'in', ['planned', 'deferred'])
    .where(sql<boolean>`coalesce(retry_at, not_before, '') <= ${dueBy}`)
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map(({ position, attempts, ...subscriber }) => ({
    subscriber: toSubscriber(subscriber),
    domain: subscriber.domain,
    position,
    attempts,
  }));
}

/** Moves every delivery that is in one of some states, under a lease; how many there were. */
export async function moveAll(
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

/** Makes suppressed what waits and whose address is suppressed; how many there were. */
export async function leaveOutSuppressed(db: Database, lease: Lease, now: string): Promise<number> {
  const { numUpdatedRows } = await underLease(db, lease, ['planned', 'deferred'])
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

/** When the first delivery may go that is deferred, or waits for its own hour. */
export async function firstRetry(db: Database, run: Run): Promise<Date | undefined> {
  const { first } = await db
    .selectFrom('deliveries')
    .select(sql<string | null>`min(coalesce(retry_at, not_before, updated_at))`.as('first'))
    .where('run_id', '=', run.id)
    .where((row) =>
      row('state', '=', 'deferred').or(
        row('state', '=', 'planned').and('not_before', 'is not', null),
      ),
    )
    .executeTakeFirstOrThrow();
  return first === null ? undefined : new Date(first);
}

/** How many deliveries of a run are in each state. */
export async function tallyRun(db: Database, run: Run): Promise<Tally> {
  const rows = await db
    .selectFrom('deliveries')
    .select((delivery) => ['state', delivery.fn.countAll<number>().as('count')])
    .where('run_id', '=', run.id)
    .groupBy('state')
    .execute();
  return tallyOf(rows);
}

export async function tallyDomains(db: Database, run: Run): Promise<readonly DomainTally[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
    .select((delivery) => ['domain', 'state', delivery.fn.countAll<number>().as('count')])
    .where('run_id', '=', run.id)
    .groupBy(['domain', 'state'])
    .execute();
  return Array.from(Map.groupBy(rows, ({ domain }) => domain))
    .map(([domain, counts]) => ({
      size: counts.reduce((sum, { count }) => sum + count, 0),
      tally: { domain, states: tallyOf(counts) },
    }))
    .sort((a, b) => b.size - a.size || a.tally.domain.localeCompare(b.tally.domain))
    .map(({ tally }) => tally);
}

function tallyOf(rows: readonly { state: DeliveryState; count: number }[]): Tally {
  const counts = new Map(rows.map(({ state, count }) => [state, count]));
  return Object.fromEntries(
    DELIVERY_STATES.map((state) => [state, counts.get(state) ?? 0]),
  ) as Tally;
}

/** What did not arrive, in the run's order, a page at a time. */
export async function* listUndelivered(db: Database, run: Run): AsyncGenerator<Undelivered> {
  for (let after = 0; ;) {
    const rows = await db
      .selectFrom('deliveries')
      .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
      .select(['email', 'domain', 'state', 'attempts', 'reply', 'updated_at', 'position'])
      .where('run_id', '=', run.id)
      .where('position', '>', after)
      .where('state', 'in', NOT_DELIVERED)
      .orderBy('position')
      .limit(PAGE)
      .execute();
    for (const { email, domain, state, attempts, reply, updated_at } of rows) {
      yield { email, domain, state, attempts, reason: reply ?? '', at: new Date(updated_at) };
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last.position;
  }
}

/** When letters were released since a time, and to which domain; oldest first. */
export async function* listReleased(
  db: Database,
  since: string,
): AsyncGenerator<{ readonly at: Date; readonly domain: string }> {
  // Transitions have no index by time: read them backwards until they are too old.
  const found: { at: Date; domain: string }[] = [];
  for (let before = Number.MAX_SAFE_INTEGER; ;) {
    const rows = await db
      .selectFrom('transitions')
      .innerJoin('subscribers', 'subscribers.id', 'transitions.subscriber_id')
      .select(['transitions.id', 'at', 'state', 'domain'])
      .where('transitions.id', '<', before)
      .orderBy('transitions.id', 'desc')
      .limit(PAGE)
      .execute();
    const recent = rows.filter(({ at }) => at >= since);
    for (const { at, domain, state } of recent) {
      if (state === 'released') found.push({ at: new Date(at), domain });
    }
    const last = rows.at(-1);
    if (!last || recent.length < rows.length) break;
    before = last.id;
  }
  yield* found.reverse();
}
