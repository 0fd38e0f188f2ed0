import { sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

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
  // A migration is one transaction already.
  changeTable: (db, change) => change(db),
  replaceUnique: async (changing, table, constraint, columns) => {
    await changing.schema.alterTable(table).dropConstraint(constraint).execute();
    await sql`alter table ${sql.table(table)} add constraint ${sql.id(constraint)}
      unique (${sql.join(columns.map((column) => sql.id(column)))})`.execute(changing);
  },
  mergeJson: (first, second) => `(${first}::jsonb || ${second}::jsonb)::text`,
  jsonText: (column, key) => `${column}::json ->> '${key}'`,
};
