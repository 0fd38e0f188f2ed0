/** What a run's report asks of the database. Each answer is a few hundred rows, however long the run. */
import { sql, type Kysely } from 'kysely';
import type { Run } from '../deliver/ledger.ts';
import type { DeliveryState } from '../deliver/state.ts';
import { NOT_DELIVERED } from './deliveries.ts';
import type { Schema } from './schema.ts';

type Database = Kysely<Schema>;

/** Who has the lease on a run; `fence` is higher with each owner. */
export interface Holder {
  readonly fence: number;
  readonly owner?: { readonly name: string; readonly until: Date };
}

/** How many letters the server took in a piece of time, and when it took the last of them. */
export interface AcceptedPiece {
  readonly at: Date;
  readonly count: number;
}

/** Letters of one domain that met the same end, for one reason. */
export interface RefusalCount {
  readonly domain: string;
  readonly state: (typeof NOT_DELIVERED)[number];
  /** What the server said to one of them, or why nobody was asked. */
  readonly reason: string;
  readonly count: number;
}

const MOST_PIECES = 300;
const MOST_ROWS = 100;

/** Pieces of time: their length in seconds, and how much of an ISO time all of a piece share. */
const PIECES = [
  { seconds: 1, shared: 19 },
  { seconds: 10, shared: 18 },
  { seconds: 60, shared: 16 },
  { seconds: 600, shared: 15 },
  { seconds: 3600, shared: 13 },
] as const;
const DAY = 10;

export async function holderOf(db: Database, run: Run): Promise<Holder> {
  const { fence, owner, owned_until } = await db
    .selectFrom('runs')
    .select(['fence', 'owner', 'owned_until'])
    .where('id', '=', run.id)
    .executeTakeFirstOrThrow();
  if (owner === null || owned_until === null) return { fence };
  return { fence, owner: { name: owner, until: new Date(owned_until) } };
}

/** How many letters were accepted when, oldest first, in at most about 300 pieces of time. */
export async function acceptedOverTime(db: Database, run: Run): Promise<readonly AcceptedPiece[]> {
  const { first, last } = await accepted(db, run)
    .select((row) => [
      row.fn.min<string | null>('updated_at').as('first'),
      row.fn.max<string | null>('updated_at').as('last'),
    ])
    .executeTakeFirstOrThrow();
  if (first === null || last === null) return [];
  const seconds = (Date.parse(last) - Date.parse(first)) / 1000;
  const piece = PIECES.find((each) => seconds <= each.seconds * MOST_PIECES);
  const rows = await accepted(db, run)
    .select((row) => [row.fn.max('updated_at').as('at'), row.fn.countAll<number>().as('count')])
    .groupBy(sql`substr(updated_at, 1, ${sql.lit(piece?.shared ?? DAY)})`)
    .orderBy('at')
    .execute();
  return rows.map(({ at, count }) => ({ at: new Date(at), count }));
}

/** Nothing leaves this state, so that its row still says when it came. */
function accepted(db: Database, run: Run) {
  return db.selectFrom('deliveries').where('run_id', '=', run.id).where('state', '=', 'accepted');
}

/**
 * What did not arrive, by domain, state and reason, the most frequent first. Many replies name the
 * address or end with a number of their own: those with one enhanced code are one reason, and of
 * others those that begin alike.
 */
export async function countRefusals(db: Database, run: Run): Promise<readonly RefusalCount[]> {
  const reason = sql<string>`replace(coalesce(reply, ''), email, '…')`;
  const beginning = sql`substr(${reason}, 1, case when enhanced is null then 40 else 0 end)`;
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
    .select((row) => [
      'domain',
      'state',
      sql<string>`min(${reason})`.as('reason'),
      row.fn.countAll<number>().as('count'),
    ])
    .where('run_id', '=', run.id)
    .where('state', 'in', NOT_DELIVERED)
    .groupBy(['domain', 'state', 'code', 'enhanced', beginning])
    .orderBy('count', 'desc')
    .orderBy('domain')
    .orderBy('reason')
    .limit(MOST_ROWS)
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as RefusalCount['state'] }));
}

/** Addresses of deliveries in a state, in the run's order; the first hundred. */
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
