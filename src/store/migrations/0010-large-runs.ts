import { sql, type Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** Makes runs of a million fast: counts that are kept, and indexes of what is looked for. */
export async function addLargeRuns(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await dialect.changeTable(db, async (changing) => {
    for (const statement of dialect.forLargeRuns) await sql.raw(statement).execute(changing);
    await addPreviousState(changing, dialect);
    await sql`create index deliveries_exceptional on deliveries (run_id, position)
      where ${sql.raw(dialect.exceptional)}`.execute(changing);
    await addCounts(changing);
    await indexSubscribers(changing);
  });
}

/** With the state before, the counts of a run can be brought up to date from its transitions. */
async function addPreviousState(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema.alterTable('transitions').addColumn('previous', 'text').execute();
  for (const statement of dialect.logStates) await sql.raw(statement).execute(db);
}

async function addCounts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('tallies')
    .addColumn('run_id', 'integer', (column) => column.notNull())
    .addColumn('domain', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('tallies_key', ['run_id', 'domain', 'state'])
    .execute();
  await db.schema
    .createTable('accepted_seconds')
    .addColumn('run_id', 'integer', (column) => column.notNull())
    .addColumn('second', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('last', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('accepted_seconds_key', ['run_id', 'second'])
    .execute();
  await sql`create table counted (transition_id bigint not null, before bigint not null)`.execute(
    db,
  );
  await sql`insert into counted (transition_id, before)
    select coalesce(max(id), 0), 0 from transitions`.execute(db);
  const { rows } = await sql<{ id: number }>`select id from runs`.execute(db);
  for (const { id } of rows) await countRun(db, id);
}

async function countRun(db: Kysely<unknown>, run: number): Promise<void> {
  await sql`insert into tallies (run_id, domain, state, count)
    select d.run_id, s.domain, d.state, count(*)
    from deliveries d join subscribers s on s.id = d.subscriber_id
    where d.run_id = ${run} group by d.run_id, s.domain, d.state`.execute(db);
  await sql`insert into accepted_seconds (run_id, second, count, last)
    select run_id, substr(updated_at, 1, 19), count(*), max(updated_at) from deliveries
    where run_id = ${run} and state = 'accepted'
    group by run_id, substr(updated_at, 1, 19)`.execute(db);
}

/** By the length of what a letter shows of them: for the longest one, and to count the list. */
async function indexSubscribers(db: Kysely<unknown>): Promise<void> {
  await sql`create index subscribers_by_length on subscribers (
      (length(email) + length(coalesce(name, coalesce(first_name, '') || coalesce(last_name, '')))) desc,
      id
    ) where removed_at is null`.execute(db);
}
