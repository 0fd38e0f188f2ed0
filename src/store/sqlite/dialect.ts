import type { Dialect } from '../dialect.ts';

export const SQLITE: Dialect = {
  locksMigrations: false,
  addId: (table) =>
    table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement()),
  addLogId: (table) => table.addColumn('id', 'integer', (column) => column.primaryKey()),
  onStateChange: (insert) => [
    `create trigger deliveries_move after update of state on deliveries begin ${insert}; end`,
  ],
  jsonText: (column, key) => `${column} ->> '${key}'`,
};
