import { sql, type CreateTableBuilder, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { asError } from '../base/as-error.ts';
import { UserError } from '../base/user-error.ts';
import type { Schema } from './schema.ts';

export type Engine = 'sqlite' | 'postgres';

/** Each is run once, in the order of its name, and never changed after a release. */
function migrationsFor(engine: Engine): Readonly<Record<string, Migration>> {
  return {
    '0001-subscribers-runs-deliveries': { up: (db) => createTables(db, engine) },
    '0002-delivery-promise': { up: (db) => addPromise(db, engine) },
    '0003-own-hours': { up: (db) => addOwnHours(db, engine) },
  };
}

const TRIES = 5;

/**
 * Brings a database up to date; does nothing where it is. Several may do it at once. Throws
 * UserError where a newer version has been at it, or where tables may not be made; then it is
 * closed.
 */
export async function migrate(db: Kysely<Schema>, engine: Engine): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve({ ...migrationsFor(engine) }) };
  for (let left = TRIES; ; left--) {
    const { error } = await new Migrator({ db, provider }).migrateToLatest();
    if (error === undefined) return;
    // Another process has just done it: SQLite has no lock to wait at.
    if (left === 0 || engine !== 'sqlite') {
      await db.destroy();
      throw outdated(asError(error));
    }
    await new Promise((resolve) => setTimeout(resolve, 50 * (TRIES + 1 - left)));
  }
}

function outdated({ message }: Error): UserError {
  return new UserError(
    `The database cannot be brought up to date: ${message}.`,
    'Install the newest Broadsheet if another machine has a newer one; and see that tables may be made there (in PostgreSQL: CREATE on the schema).',
  );
}

async function createTables(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await withId(db.schema.createTable('subscribers'), engine)
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('address_key', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text')
    .addColumn('first_name', 'text')
    .addColumn('last_name', 'text')
    .addColumn('attributes', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await withId(db.schema.createTable('runs'), engine)
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

function withId(table: CreateTableBuilder<string>, engine: Engine): CreateTableBuilder<string> {
  return table.addColumn('id', 'integer', (column) =>
    engine === 'sqlite'
      ? column.primaryKey().autoIncrement()
      : column.primaryKey().generatedByDefaultAsIdentity(),
  );
}

async function addPromise(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const add = async (
    table: string,
    name: string,
    type: 'text' | 'integer',
    otherwise?: unknown,
  ) => {
    await db.schema
      .alterTable(table)
      .addColumn(name, type, (column) =>
        otherwise === undefined ? column : column.notNull().defaultTo(otherwise),
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
  await sql`update deliveries set position = subscriber_id`.execute(db);
  // An index that holds the state would have to be written with every step of every letter.
  await db.schema.dropIndex('deliveries_by_state').execute();
  await db.schema
    .createIndex('deliveries_in_order')
    .on('deliveries')
    .columns(['run_id', 'position'])
    .execute();
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
  await db.schema
    .createTable('suppressions')
    .addColumn('address_key', 'text', (column) => column.primaryKey())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await addTransitions(db, engine);
}

/** A trigger writes them: no step of a delivery can be forgotten. */
async function addTransitions(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema
    .createTable('transitions')
    .addColumn('id', engine === 'sqlite' ? 'integer' : 'bigint', (column) =>
      engine === 'sqlite' ? column.primaryKey() : column.primaryKey().generatedAlwaysAsIdentity(),
    )
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
      new.code, new.enhanced, new.reply);`;
  if (engine === 'sqlite') {
    await sql
      .raw(`create trigger deliveries_move after update of state on deliveries begin ${insert} end`)
      .execute(db);
    return;
  }
  await sql
    .raw(
      `create function log_transition() returns trigger language plpgsql as
       $$ begin ${insert} return null; end $$`,
    )
    .execute(db);
  await sql
    .raw(
      `create trigger deliveries_move after update of state on deliveries
       for each row execute function log_transition()`,
    )
    .execute(db);
}

/** A subscriber's zone, as the list has it in the attributes so far, and the hour of a delivery. */
async function addOwnHours(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const columns = [
    ['subscribers', 'time_zone'],
    ['deliveries', 'not_before'],
    ['runs', 'last_hour'],
  ] as const;
  for (const [table, name] of columns) {
    await db.schema.alterTable(table).addColumn(name, 'text').execute();
  }
  const attributes = sql.raw(engine === 'sqlite' ? 'attributes' : 'attributes::json');
  await sql`update subscribers set time_zone =
    coalesce(${attributes} ->> 'time_zone', ${attributes} ->> 'timezone')`.execute(db);
}
