import { sql, type Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** Creates the list, the runs and their deliveries. */
export async function createTables(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await dialect
    .addId(db.schema.createTable('subscribers'))
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('address_key', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text')
    .addColumn('first_name', 'text')
    .addColumn('last_name', 'text')
    .addColumn('attributes', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await dialect
    .addId(db.schema.createTable('runs'))
    .addColumn('edition', 'text', (column) => column.notNull())
    .addColumn('audience', 'text', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('total', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('owner', 'text')
    .addColumn('owned_until', 'text')
    .addUniqueConstraint('runs_edition_audience', ['edition', 'audience'])
    .execute();
  await db.schema
    .createTable('deliveries')
    .addColumn('run_id', 'integer', (column) => column.notNull().references('runs.id'))
    .addColumn('subscriber_id', 'integer', (column) =>
      column.notNull().references('subscribers.id'),
    )
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(sql`0`))
    .addColumn('reply', 'text')
    .addColumn('message_id', 'text')
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('deliveries_key', ['run_id', 'subscriber_id'])
    .execute();
  await db.schema
    .createIndex('deliveries_by_state')
    .on('deliveries')
    .columns(['run_id', 'state', 'subscriber_id'])
    .execute();
}
