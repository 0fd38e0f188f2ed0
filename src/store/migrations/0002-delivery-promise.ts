import { sql, type Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** Adds what the delivery promise needs: fences, versions, replies, suppressions, transitions. */
export async function addDeliveryPromise(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await addColumns(db);
  await orderDeliveries(db);
  await addRunVersions(db);
  await db.schema
    .createTable('suppressions')
    .addColumn('address_key', 'text', (column) => column.primaryKey())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await addTransitions(db, dialect);
}

async function addColumns(db: Kysely<unknown>): Promise<void> {
  const add = async (table: string, name: string, type: 'text' | 'integer', value?: unknown) => {
    await db.schema
      .alterTable(table)
      .addColumn(name, type, (column) =>
        value === undefined ? column : column.notNull().defaultTo(value),
      )
      .execute();
  };
  await add('subscribers', 'domain', 'text', '');
  await sql`update subscribers set domain =
    replace(address_key, rtrim(address_key, replace(address_key, '@', '')), '')`.execute(db);
  await add('runs', 'fence', 'integer', 0);
  await add('runs', 'version', 'integer', 1);
  await add('deliveries', 'position', 'integer', 0);
  await add('deliveries', 'code', 'integer');
  await add('deliveries', 'enhanced', 'text');
  await add('deliveries', 'retry_at', 'text');
  await add('deliveries', 'version', 'integer');
}

async function orderDeliveries(db: Kysely<unknown>): Promise<void> {
  await sql`update deliveries set position = subscriber_id`.execute(db);
  // An index with the state would have to be written at every step of every letter.
  await db.schema.dropIndex('deliveries_by_state').execute();
  await db.schema
    .createIndex('deliveries_in_order')
    .on('deliveries')
    .columns(['run_id', 'position'])
    .execute();
}

async function addRunVersions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('run_versions')
    .addColumn('run_id', 'integer', (column) => column.notNull().references('runs.id'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('run_versions_key', ['run_id', 'version'])
    .execute();
  await sql`insert into run_versions (run_id, version, content_hash, created_at)
    select id, 1, content_hash, created_at from runs`.execute(db);
}

/** A trigger writes the transitions, so that no code can forget one. */
async function addTransitions(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await dialect
    .addLogId(db.schema.createTable('transitions'))
    .addColumn('run_id', 'integer', (column) => column.notNull())
    .addColumn('subscriber_id', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('code', 'integer')
    .addColumn('enhanced', 'text')
    .addColumn('reply', 'text')
    .execute();
  const insert = `insert into transitions
    (run_id, subscriber_id, state, attempt, at, code, enhanced, reply)
    values (new.run_id, new.subscriber_id, new.state, new.attempts, new.updated_at,
      new.code, new.enhanced, new.reply)`;
  for (const statement of dialect.onStateChange(insert)) await sql.raw(statement).execute(db);
}
