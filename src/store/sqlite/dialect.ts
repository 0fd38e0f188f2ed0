import { sql, type Kysely } from 'kysely';
import { CONSENT_CHANGES, CONSENTS_STAND, type Dialect } from '../dialect.ts';
import { SQLITE_TEXTS } from './texts.ts';

export const SQLITE: Dialect = {
  locksMigrations: false,
  hasTable: async (db, name) => {
    const { rows } = await sql`
      select 1 from sqlite_schema where type = 'table' and name = ${name}`.execute(db);
    return rows.length > 0;
  },
  addId: (table) =>
    table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement()),
  addLogId: (table) => table.addColumn('id', 'integer', (column) => column.primaryKey()),
  onStateChange: (insert) => [
    `create trigger deliveries_move after update of state on deliveries begin ${insert}; end`,
  ],
  logStates: [
    'drop trigger deliveries_move',
    `create trigger deliveries_move after update of state on deliveries begin
      insert into transitions
        (run_id, subscriber_id, previous, state, attempt, at, code, enhanced, reply)
      values (new.run_id, new.subscriber_id, old.state, new.state, new.attempts, new.updated_at,
        new.code, new.enhanced, new.reply);
    end`,
  ],
  forLargeRuns: [],
  // In this form it costs next to nothing to find out that a letter's usual steps are not in the
  // index (https://sqlite.org/partialindex.html).
  exceptional: `state <> 'planned' and state <> 'released' and state <> 'accepted'`,
  analyze: () => Promise.resolve(),
  changeTable: async (db, change) => {
    // Dropping a table would delete its rows first, which other tables refer to.
    await sql`pragma foreign_keys = off`.execute(db);
    try {
      await db.transaction().execute(change);
    } finally {
      await sql`pragma foreign_keys = on`.execute(db);
    }
  },
  replaceUnique,
  protectConsents: [
    `create trigger consents_stand before update on consents when ${CONSENT_CHANGES}
      begin select raise(abort, '${CONSENTS_STAND}'); end`,
    `create trigger consents_kept before delete on consents
      begin select raise(abort, '${CONSENTS_STAND}'); end`,
  ],
  // A transaction that writes is alone from its beginning.
  lockRows: () => '',
  holdRuns: () => Promise.resolve(),
  holdTransitions: () => Promise.resolve(),
  randomId: 'lower(hex(randomblob(11)))',
  // There is one writer at a time.
  skipLocked: '',
  mergeJson: (first, second) => `json_patch(${first}, ${second})`,
  jsonText: (column, key) => `${column} ->> '${key}'`,
  texts: SQLITE_TEXTS,
  // There is one writer at a time.
  lockName: () => Promise.resolve(),
};

/** SQLite can't change a constraint, so the table is made anew: https://sqlite.org/lang_altertable.html#otheralter */
async function replaceUnique(
  changing: Kysely<unknown>,
  table: string,
  constraint: string,
  columns: readonly string[],
): Promise<void> {
  const { rows } = await sql<{ sql: string }>`
    select sql from sqlite_schema where type = 'table' and name = ${table}`.execute(changing);
  const before = rows[0]?.sql ?? '';
  const body = before.slice(before.indexOf('('));
  const unique = new RegExp(`(constraint "?${constraint}"? unique )\\([^)]*\\)`, 'i');
  if (!unique.test(body)) throw new Error(`${table} has no unique constraint ${constraint}.`);
  const remade = sql.table(`${table}_remade`);
  const statements = [
    sql`create table ${remade} ${sql.raw(body.replace(unique, `$1(${columns.join(', ')})`))}`,
    sql`insert into ${remade} select * from ${sql.table(table)}`,
    sql`drop table ${sql.table(table)}`,
    sql`alter table ${remade} rename to ${sql.table(table)}`,
  ];
  for (const statement of statements) await statement.execute(changing);
}
