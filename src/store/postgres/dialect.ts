import { sql } from 'kysely';
import { CONSENT_CHANGES, CONSENTS_STAND, type Dialect } from '../dialect.ts';
import { POSTGRES_TEXTS } from './texts.ts';

/** Writers of transitions share this lock until they are committed. */
const TRANSITIONS_LOCK = 4_153_207_881;
/** The first half of the locks of names. */
const NAMES_LOCK = 41_532_078;

export const POSTGRES: Dialect = {
  locksMigrations: true,
  hasTable: async (db, name) => {
    const { rows } = await sql<{ found: string | null }>`
      select to_regclass(${name})::text as found`.execute(db);
    return typeof rows[0]?.found === 'string';
  },
  addId: (table) =>
    table.addColumn('id', 'integer', (column) =>
      column.primaryKey().generatedByDefaultAsIdentity(),
    ),
  addLogId: (table) =>
    table.addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity()),
  onStateChange: (insert) => [
    `create function log_transition() returns trigger language plpgsql as
      $$ begin ${insert}; return null; end $$`,
    `create trigger deliveries_move after update of state on deliveries
      for each row execute function log_transition()`,
  ],
  // For many rows a nested loop would be quadratic, and the plan for few rows is kept.
  logStates: [
    `create or replace function log_transition() returns trigger language plpgsql
      set enable_nestloop = off as $$ begin
        perform pg_advisory_xact_lock_shared(${TRANSITIONS_LOCK});
        insert into transitions
          (run_id, subscriber_id, previous, state, attempt, at, code, enhanced, reply)
        select n.run_id, n.subscriber_id, o.state, n.state, n.attempts, n.updated_at,
          n.code, n.enhanced, n.reply
        from new_rows n join old_rows o using (run_id, subscriber_id)
        where (n.state, n.attempts, n.updated_at)
          is distinct from (o.state, o.attempts, o.updated_at);
        return null;
      end $$`,
    'drop trigger deliveries_move on deliveries',
    `create trigger deliveries_move after update on deliveries
      referencing old table as old_rows new table as new_rows
      for each statement execute function log_transition()`,
  ],
  forLargeRuns: [
    // A delivery is written two or three times: with space in its page, no index has to be.
    'alter table deliveries set (fillfactor = 50)',
    // To check each row of a new run takes longer than to write it. Runs are kept by their
    // versions, and subscribers by this trigger.
    `alter table deliveries drop constraint if exists deliveries_run_id_fkey,
      drop constraint if exists deliveries_subscriber_id_fkey`,
    // A letter's usual steps don't change this column, so they don't have to write any index.
    `alter table deliveries add column exceptional boolean not null
      generated always as (state not in ('planned', 'released', 'accepted')) stored`,
    `create function keep_subscriber() returns trigger language plpgsql as $$ begin
        if exists (select from deliveries where subscriber_id = old.id) then
          raise foreign_key_violation using
            message = 'deliveries refer to this subscriber (foreign key)';
        end if;
        return old;
      end $$`,
    `create trigger subscribers_kept before delete on subscribers
      for each row execute function keep_subscriber()`,
  ],
  exceptional: 'exceptional',
  analyze: async (db, tables) => {
    const names = sql.join(tables.map((table) => sql.table(table)));
    await sql`analyze (skip_locked) ${names}`.execute(db);
  },
  // A migration is one transaction already.
  changeTable: (db, change) => change(db),
  replaceUnique: async (changing, table, constraint, columns) => {
    await changing.schema.alterTable(table).dropConstraint(constraint).execute();
    await sql`alter table ${sql.table(table)} add constraint ${sql.id(constraint)}
      unique (${sql.join(columns.map((column) => sql.id(column)))})`.execute(changing);
  },
  protectConsents: [
    `create function keep_consents() returns trigger language plpgsql as
      $$ begin raise exception '${CONSENTS_STAND}'; end $$`,
    `create trigger consents_stand before update on consents for each row
      when (${CONSENT_CHANGES}) execute function keep_consents()`,
    `create trigger consents_kept before delete on consents
      for each row execute function keep_consents()`,
  ],
  lockRows: (table) => `for update of ${table}`,
  // Creating a run inserts it first; recording steps only locks its row.
  holdRuns: async (db) => {
    await sql`lock table runs in share mode`.execute(db);
  },
  // Ids are taken before they are committed: wait for those that are under way.
  holdTransitions: async (db) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(TRANSITIONS_LOCK)})`.execute(db);
  },
  randomId: "left(replace(gen_random_uuid()::text, '-', ''), 22)",
  skipLocked: 'for update skip locked',
  mergeJson: (first, second) => `(${first}::jsonb || ${second}::jsonb)::text`,
  jsonText: (column, key) => `${column}::json ->> '${key}'`,
  texts: POSTGRES_TEXTS,
  lockName: async (db, name) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(NAMES_LOCK)}, hashtext(${name}))`.execute(db);
  },
};
