import type { Dialect } from '../dialect.ts';

export const POSTGRES: Dialect = {
  locksMigrations: true,
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
  jsonText: (column, key) => `${column}::json ->> '${key}'`,
};
