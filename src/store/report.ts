/** The queries of a run's report. Each returns a few hundred rows at most, however large the run. */
import { sql, type Kysely } from 'kysely';
import type { Run } from '../deliver/ledger.ts';
import {
  UNDELIVERED_STATES,
  type AcceptedCount,
  type RefusalCount,
  type UndeliveredState,
} from '../deliver/runs.ts';
import type { DeliveryState } from '../deliver/state.ts';
import type { Schema } from './schema.ts';

type Database = Kysely<Schema>;

const MOST_INTERVALS = 300;
const MOST_ROWS = 100;

/** Lengths in seconds, and how many characters of an ISO time all of one interval share. */
const INTERVALS = [
  { seconds: 1, shared: 19 },
  { seconds: 10, shared: 18 },
  { seconds: 60, shared: 16 },
  { seconds: 600, shared: 15 },
  { seconds: 3600, shared: 13 },
] as const;
const DAY = 10;

/** Counts accepted letters over time, oldest first, in at most about 300 intervals. */
export async function acceptedOverTime(db: Database, run: Run): Promise<readonly AcceptedCount[]> {
  const { first, last } = await accepted(db, run)
    .select((row) => [
      row.fn.min<string | null>('updated_at').as('first'),
      row.fn.max<string | null>('updated_at').as('last'),
    ])
    .executeTakeFirstOrThrow();
  if (first === null || last === null) return [];
  const seconds = (Date.parse(last) - Date.parse(first)) / 1000;
  const interval = INTERVALS.find((each) => seconds <= each.seconds * MOST_INTERVALS);
  const rows = await accepted(db, run)
    .select((row) => [row.fn.max('updated_at').as('at'), row.fn.countAll<number>().as('count')])
    .groupBy(sql`substr(updated_at, 1, ${sql.lit(interval?.shared ?? DAY)})`)
    .orderBy('at')
    .execute();
  return rows.map(({ at, count }) => ({ at: new Date(at), count }));
}

/** No delivery leaves this state, so `updated_at` is when it was accepted. */
function accepted(db: Database, run: Run) {
  return db.selectFrom('deliveries').where('run_id', '=', run.id).where('state', '=', 'accepted');
}

/**
 * Counts what did not arrive by domain, state and reason, the most frequent first. Many replies
 * name the address or end with a number of their own: those with the same enhanced status code are
 * one reason, and so are others that begin alike.
 */
export async function countRefusals(db: Database, run: Run): Promise<readonly RefusalCount[]> {
  const reason = sql<string>`replace(coalesce(reply, ''), email, '…')`;
  const beginning = sql`substr(${reason}, 1, case when enhanced is null then 40 else 0 end)`;
  return db
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
    .select((row) => [
      'domain',
      'state',
      sql<string>`min(${reason})`.as('reason'),
      row.fn.countAll<number>().as('count'),
    ])
    .where('run_id', '=', run.id)
    .where('state', 'in', UNDELIVERED_STATES)
    .groupBy(['domain', 'state', 'code', 'enhanced', beginning])
    .orderBy('count', 'desc')
    .orderBy('domain')
    .orderBy('reason')
    .limit(MOST_ROWS)
    .$narrowType<{ state: UndeliveredState }>()
    .execute();
}

/** Lists the addresses of deliveries in a state, in the run's order, at most 100. */
export async function addressesIn(
  db: Database,
  run: Run,
  state: DeliveryState,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
    .select('email')
    .where('run_id', '=', run.id)
    .where('state', '=', state)
    .orderBy('position')
    .limit(MOST_ROWS)
    .execute();
  return rows.map(({ email }) => email);
}
