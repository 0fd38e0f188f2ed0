import { sql, type Kysely } from 'kysely';
import { asError } from '../as-error.ts';
import { Migrator, type Migration } from 'kysely/migration';
import type { Schema } from './schema.ts';

/** Each is run once, in the order of its name, and never changed after a release. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-subscribers-runs-deliveries': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('subscribers')
        .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('email', 'text', (column) => column.notNull())
        .addColumn('address_key', 'text', (column) => column.notNull().unique())
        .addColumn('name', 'text')
        .addColumn('first_name', 'text')
        .addColumn('last_name', 'text')
        .addColumn('attributes', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('runs')
        .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
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
    },
  },
};

/** Brings a database up to date; does nothing where it is. */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw asError(error);
}
