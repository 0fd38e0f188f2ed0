/**
 * The counts of runs. To count a million deliveries takes seconds, so `tallies` and
 * `accepted_seconds` keep what the transitions up to `counted` add up to; readers add
 * the transitions since. So the counts are always right, and recording a step costs nothing more.
 */
import { sql, type Kysely } from 'kysely';
import type { DeliveryState } from '../deliver/state.ts';
import type { Dialect } from './dialect.ts';
import type { Schema, TalliesTable } from './schema.ts';

type Database = Kysely<Schema>;

/** Counts the deliveries of a new run. */
export async function countNewRun(db: Database, run: number): Promise<void> {
  await sql`insert into tallies (run_id, domain, state, count)
    select d.run_id, s.domain, d.state, count(*)
    from deliveries d join subscribers s on s.id = d.subscriber_id
    where d.run_id = ${run} group by d.run_id, s.domain, d.state`.execute(db);
}

/** After so many steps the counts are brought up to date: to read that many takes some 10 ms. */
const EVERY = 20_000;

/** Keeps the counts of all runs nearly up to date. */
export interface Counting {
  /** Notes that steps were recorded; from time to time they are counted while sending goes on. */
  noteSteps(steps: number): void;
  /** Counts everything that was recorded. */
  finish(): Promise<void>;
  /** Counts what was recorded if there is so much of it that reading it would take long. */
  catchUp(): Promise<void>;
}

/** Starts to count steps, so that tallies are brought up to date from time to time. */
export function createCounting(db: Database, dialect: Dialect): Counting {
  let uncounted = 0;
  let counting = Promise.resolve();
  return {
    noteSteps(steps) {
      uncounted += steps;
      if (uncounted < EVERY) return;
      uncounted = 0;
      // Whatever prevents it, the steps are recorded, and can be counted later.
      counting = counting.then(() => countTransitions(db, dialect)).catch(() => undefined);
    },
    async finish() {
      await counting;
      uncounted = 0;
      await countTransitions(db, dialect);
    },
    async catchUp() {
      const { uncounted } = await db
        .selectFrom('transitions')
        .select((row) =>
          sql<number>`max(id) - ${row.selectFrom('counted').select('transition_id')}`.as(
            'uncounted',
          ),
        )
        .executeTakeFirstOrThrow();
      // A reader may have no right to write; then reading takes long.
      if (uncounted > 2 * EVERY) await countTransitions(db, dialect).catch(() => undefined);
    },
  };
}

/** Brings the counts of all runs up to date. */
async function countTransitions(db: Database, dialect: Dialect): Promise<void> {
  // Nobody records a step while the last one is looked for; counting goes on beside the sending.
  const last = await db
    .transaction()
    .execute((transaction) => lastTransition(transaction, dialect));
  await db.transaction().execute((transaction) => countUpTo(transaction, last));
}

/** Finds a transition after which no earlier one can appear; 0 without one. Within a transaction. */
async function lastTransition(db: Database, dialect: Dialect): Promise<number> {
  await dialect.holdTransitions(db);
  const { last } = await db
    .selectFrom('transitions')
    .select(sql<number>`coalesce(max(id), 0)`.as('last'))
    .executeTakeFirstOrThrow();
  return last;
}

async function countUpTo(db: Database, last: number): Promise<void> {
  const counted = await db
    .updateTable('counted')
    .set((row) => ({ transition_id: last, before: row.ref('transition_id') }))
    .where('transition_id', '<', last)
    .returning('before')
    .executeTakeFirst();
  if (!counted) return;
  await addToTallies(db, counted.before, last);
  await addToSeconds(db, counted.before, last);
}

/**
 * Moves a subscriber's deliveries from the counts of one domain to those of another, before their
 * own row does; within a transaction, in which nothing may have been recorded of them. What is not
 * counted yet is counted first, since it is counted by the domain in that row.
 */
export async function moveCounts(
  db: Database,
  dialect: Dialect,
  subscriberId: number,
  from: string,
  to: string,
): Promise<void> {
  // In this order: a step that is being recorded has locked its delivery before its transition.
  await dialect.holdRuns(db);
  const held = await db
    .selectFrom('deliveries')
    .select(['run_id', 'state'])
    .where('subscriber_id', '=', subscriberId)
    .where('run_id', 'in', (row) => row.selectFrom('runs').select('id'))
    .modifyEnd(sql.raw(dialect.lockRows('deliveries')))
    .execute();
  if (held.length === 0 || from === to) return;
  await countUpTo(db, await lastTransition(db, dialect));
  for (const { run_id, state } of held) {
    await addToTally(db, { run_id, domain: from, state, count: -1 });
    await addToTally(db, { run_id, domain: to, state, count: 1 });
  }
  await db
    .deleteFrom('tallies')
    .where(
      'run_id',
      'in',
      held.map(({ run_id }) => run_id),
    )
    .where('domain', '=', from)
    .where('count', '=', 0)
    .execute();
}

async function addToTally(db: Database, tally: TalliesTable): Promise<void> {
  await db
    .insertInto('tallies')
    .values(tally)
    .onConflict((conflict) =>
      conflict
        .columns(['run_id', 'domain', 'state'])
        .doUpdateSet({ count: sql`tallies.count + excluded.count` }),
    )
    .execute();
}

async function addToTallies(db: Database, after: number, last: number): Promise<void> {
  await sql`
    with moves as (
      select t.run_id, s.domain, t.previous, t.state, count(*) as n
      from transitions t join subscribers s on s.id = t.subscriber_id
      where t.id > ${after} and t.id <= ${last}
      group by t.run_id, s.domain, t.previous, t.state
    ), changes as (
      select run_id, domain, state, n from moves
      union all select run_id, domain, previous, -n from moves
    )
    insert into tallies (run_id, domain, state, count)
    select run_id, domain, state, sum(n) from changes where true
    group by run_id, domain, state having sum(n) <> 0
    on conflict (run_id, domain, state)
    do update set count = tallies.count + excluded.count`.execute(db);
}

async function addToSeconds(db: Database, after: number, last: number): Promise<void> {
  await sql`
    insert into accepted_seconds (run_id, second, count, last)
    select run_id, substr(at, 1, 19), count(*), max(at) from transitions
    where id > ${after} and id <= ${last} and state = 'accepted'
    group by run_id, substr(at, 1, 19)
    on conflict (run_id, second) do update set
      count = accepted_seconds.count + excluded.count,
      last = case when excluded.last > accepted_seconds.last
        then excluded.last else accepted_seconds.last end`.execute(db);
}

interface Count {
  state: DeliveryState;
  count: number;
}

/** Returns an expression for a run's counts by state: rows (state, count), several of one state. */
export function countsByState(run: number) {
  return sql<Count>`(
    with recent as materialized (
      select previous, state, count(*) as n from transitions where ${isRecent(run)}
      group by previous, state
    )
    select state, sum(count) as count from tallies where run_id = ${run} group by state
    union all select state, n from recent
    union all select previous, -n from recent
  )`;
}

/** Returns the same by domain: rows (domain, state, count). */
export function countsByDomain(run: number) {
  return sql<Count & { domain: string }>`(
    with recent as materialized (
      select (select domain from subscribers s where s.id = subscriber_id) as domain, previous, state
      from transitions where ${isRecent(run)}
    )
    select domain, state, count from tallies where run_id = ${run}
    union all select domain, state, 1 from recent
    union all select domain, previous, -1 from recent
  )`;
}

/** Returns a run's accepted letters by second: rows (second, count, last). */
export function acceptedBySecond(run: number) {
  return sql<{ second: string; count: number; last: string }>`(
    select second, count, last from accepted_seconds where run_id = ${run}
    union all
    select substr(at, 1, 19), count(*), max(at) from transitions
      where ${isRecent(run)} and state = 'accepted' group by substr(at, 1, 19)
  )`;
}

function isRecent(run: number) {
  return sql`id > (select transition_id from counted) and run_id = ${run}`;
}
