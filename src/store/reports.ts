/** The queries that count and list a run's deliveries. */
import { sql, type Kysely } from 'kysely';
import { defined } from '../base/defined.ts';
import { EXAMPLE_DOMAINS, EXAMPLE_TOP_LEVELS } from '../base/example-domain.ts';
import type { Run } from '../deliver/ledger.ts';
import {
  UNDELIVERED_STATES,
  type AcceptedCount,
  type AddressCount,
  type DomainTally,
  type RefusalCount,
  type Undelivered,
  type UndeliveredPart,
  type UndeliveredReader,
  type UndeliveredState,
} from '../deliver/runs.ts';
import { DELIVERY_STATES, type DeliveryState, type Tally } from '../deliver/state.ts';
import type { Segment } from '../subscribers/segment.ts';
import type { Dialect } from './dialect.ts';
import { inPages, PAGE_SIZE } from './pages.ts';
import type { Schema } from './schema.ts';
import { isIn } from './segments.ts';
import { acceptedBySecond, countsByDomain, countsByState } from './tallies.ts';

type Database = Kysely<Schema>;

const MOST_INTERVALS = 300;
const MOST_ROWS = 100;
const FIRST_FEW = 3;

/** Lengths in seconds, and how many characters of an ISO time all of one interval share. */
const INTERVALS = [
  { seconds: 1, shared: 19 },
  { seconds: 10, shared: 18 },
  { seconds: 60, shared: 16 },
  { seconds: 600, shared: 15 },
  { seconds: 3600, shared: 13 },
] as const;
const DAY = 10;

/** Counts the run's deliveries by state. */
export async function tallyRun(db: Database, run: Run): Promise<Tally> {
  const rows = await db
    .selectFrom(countsByState(run.id).as('counts'))
    .select(['state', sql<number>`cast(sum(count) as integer)`.as('count')])
    .groupBy('state')
    .execute();
  return tallyOf(rows);
}

/** Counts the run's deliveries by domain and state, the largest domain first. */
export async function tallyDomains(db: Database, run: Run): Promise<readonly DomainTally[]> {
  const rows = await db
    .selectFrom(countsByDomain(run.id).as('counts'))
    .select(['domain', 'state', sql<number>`cast(sum(count) as integer)`.as('count')])
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

/** Lists what did not arrive, in the run's order. */
export async function* listUndelivered(
  db: Database,
  dialect: Dialect,
  run: Run,
): AsyncGenerator<Undelivered> {
  const page = (after: number) => undeliveredRows(db, dialect, run, { after, limit: PAGE_SIZE });
  for await (const row of inPages(page, ({ position }) => position)) yield toUndelivered(row);
}

/** Lists a part of what did not arrive, with whose it is. */
export async function undeliveredReaders(
  db: Database,
  dialect: Dialect,
  run: Run,
  part: UndeliveredPart,
): Promise<readonly UndeliveredReader[]> {
  const rows = await undeliveredRows(db, dialect, run, part);
  return rows.map((row) => {
    const { name, first_name, last_name, reader_id, position } = row;
    const fullName = name ?? ([first_name, last_name].filter(Boolean).join(' ') || undefined);
    const whose = defined({ name: fullName, readerId: reader_id ?? undefined });
    return { ...toUndelivered(row), position, ...whose };
  });
}

function undeliveredRows(
  db: Database,
  dialect: Dialect,
  run: Run,
  { state, after = 0, limit }: UndeliveredPart,
) {
  return db
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
    .select(['email', 'domain', 'state', 'attempts', 'reply', 'updated_at', 'position'])
    .select(['name', 'first_name', 'last_name', 'reader_id'])
    .where('run_id', '=', run.id)
    .where('position', '>', after)
    .where(sql.raw<boolean>(dialect.exceptional))
    .where('state', 'in', state === undefined ? UNDELIVERED_STATES : [state])
    .orderBy('position')
    .limit(limit)
    .$narrowType<{ state: UndeliveredState }>()
    .execute();
}

type UndeliveredRow = Awaited<ReturnType<typeof undeliveredRows>>[number];

function toUndelivered(row: UndeliveredRow): Undelivered {
  const { domain, state, attempts, reply, updated_at } = row;
  const email = nameOf(row);
  return { email, domain, state, attempts, reason: reply ?? '', at: new Date(updated_at) };
}

/** An address; a reader who was erased has none. */
function nameOf({ email }: { readonly email: string }): string {
  return email === '' ? 'an erased reader' : email;
}

/** Counts accepted letters over time, oldest first, in at most about 300 intervals. */
export async function acceptedOverTime(db: Database, run: Run): Promise<readonly AcceptedCount[]> {
  const accepted = db.selectFrom(acceptedBySecond(run.id).as('accepted'));
  const { first, last } = await accepted
    .select((row) => [
      row.fn.min<string | null>('second').as('first'),
      row.fn.max<string | null>('second').as('last'),
    ])
    .executeTakeFirstOrThrow();
  if (first === null || last === null) return [];
  const seconds = (Date.parse(`${last}Z`) - Date.parse(`${first}Z`)) / 1000;
  const interval = INTERVALS.find((each) => seconds <= each.seconds * MOST_INTERVALS);
  const rows = await accepted
    .select((row) => [
      row.fn.max('last').as('at'),
      sql<number>`cast(sum(count) as integer)`.as('count'),
    ])
    .groupBy(sql`substr(second, 1, ${sql.lit(interval?.shared ?? DAY)})`)
    .orderBy('at')
    .execute();
  return rows.map(({ at, count }) => ({ at: new Date(at), count }));
}

/**
 * Counts what did not arrive by domain, state and reason, the most frequent first. Many replies
 * name the address or end with a number of their own: those with the same enhanced status code are
 * one reason, and so are others that begin alike.
 */
export async function countRefusals(
  db: Database,
  dialect: Dialect,
  run: Run,
): Promise<readonly RefusalCount[]> {
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
    .where(sql.raw<boolean>(dialect.exceptional))
    .where('state', 'in', UNDELIVERED_STATES)
    .groupBy(['domain', 'state', 'code', 'enhanced', beginning])
    .orderBy('count', 'desc')
    .orderBy('domain')
    .orderBy('reason')
    .limit(MOST_ROWS)
    .$narrowType<{ state: UndeliveredState }>()
    .execute();
}

/**
 * Counts the addresses at example domains to which a run has yet to send, or a new one to a segment
 * would.
 */
export async function countAtExampleDomains(
  db: Database,
  dialect: Dialect,
  run: Run | undefined,
  segment?: Segment,
): Promise<AddressCount> {
  if (run && !(await isWaitingThere(db, run))) return { count: 0, first: [] };
  let addresses = db
    .selectFrom('subscribers')
    .select(['email', sql<number>`count(*) over ()`.as('count')])
    .where(isIn(dialect, run ? undefined : segment))
    .where(AT_EXAMPLE_DOMAIN)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('suppressions')
            .select('reason')
            .whereRef('suppressions.address_key', '=', 'subscribers.address_key'),
        ),
      ),
    );
  if (run) {
    addresses = addresses.where((row) =>
      row.exists(
        row
          .selectFrom('deliveries')
          .select('state')
          .where('run_id', '=', run.id)
          .whereRef('subscriber_id', '=', 'subscribers.id')
          .where('state', 'in', ['planned', 'deferred']),
      ),
    );
  }
  const rows = await addresses.orderBy('id').limit(FIRST_FEW).execute();
  return { count: rows[0]?.count ?? 0, first: rows.map(({ email }) => email) };
}

/** Whether a run has yet to send to example domains, for which its counts are enough. */
async function isWaitingThere(db: Database, run: Run): Promise<boolean> {
  const { waiting } = await db
    .selectFrom(countsByDomain(run.id).as('counts'))
    .select(sql<number>`cast(coalesce(sum(count), 0) as integer)`.as('waiting'))
    .where('state', 'in', ['planned', 'deferred'])
    .where(AT_EXAMPLE_DOMAIN)
    .executeTakeFirstOrThrow();
  return waiting > 0;
}

const AT_EXAMPLE_DOMAIN = sql<boolean>`(${sql.join(
  [
    sql`domain in (${sql.join(EXAMPLE_DOMAINS.map((domain) => sql.lit(domain)))})`,
    ...EXAMPLE_DOMAINS.map((domain) => sql`domain like ${sql.lit(`%.${domain}`)}`),
    ...EXAMPLE_TOP_LEVELS.map((name) => sql`domain like ${sql.lit(`%.${name}`)}`),
  ],
  sql` or `,
)})`;
