import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { asError } from '../base/as-error.ts';
import { DatabaseUnavailableError } from '../base/database-unavailable.ts';
import { packageVersion } from '../base/program.ts';
import { UserError } from '../base/user-error.ts';
import type { Dialect } from './dialect.ts';
import type { Engine } from './engine.ts';
import { createTables } from './migrations/0001-subscribers-runs-deliveries.ts';
import { addDeliveryPromise } from './migrations/0002-delivery-promise.ts';
import { addOwnHours } from './migrations/0003-own-hours.ts';
import { addDestinations } from './migrations/0004-destinations.ts';
import { addRemoved } from './migrations/0006-removed.ts';
import { addCompatibility } from './migrations/0009-compatibility.ts';
import { addLargeRuns } from './migrations/0010-large-runs.ts';
import { addReaders } from './migrations/0011-readers.ts';
import { addStopRequests } from './migrations/0012-stop-requests.ts';

/** A migration. `olderProgramsWork` if programs that don't know it can work with its tables. */
interface Step extends Migration {
  readonly olderProgramsWork?: true;
}

/** Each runs once, in the order of the names, and must not change after a release. */
function migrationsFor(dialect: Dialect): Readonly<Record<string, Step>> {
  return {
    '0001-subscribers-runs-deliveries': { up: (db) => createTables(db, dialect) },
    '0002-delivery-promise': { up: (db) => addDeliveryPromise(db, dialect) },
    '0003-own-hours': { up: (db) => addOwnHours(db, dialect) },
    '0004-destinations': { up: (db) => addDestinations(db, dialect) },
    '0006-removed': { up: addRemoved },
    [COMPATIBILITY]: { up: addCompatibility },
    '0010-large-runs': { up: (db) => addLargeRuns(db, dialect) },
    '0011-readers': { up: (db) => addReaders(db, dialect) },
    // An older sender does not stop when it is asked to; nothing else changes for it.
    '0012-stop-requests': { up: addStopRequests, olderProgramsWork: true },
  };
}

const COMPATIBILITY = '0009-compatibility';

/** What the tables are to this program. */
type TableState =
  | { readonly kind: 'empty' | 'current' }
  | { readonly kind: 'older'; readonly pending: readonly string[] }
  /** A newer program migrated them. */
  | { readonly kind: 'newer'; readonly unknown: readonly string[] };

/**
 * Creates the tables of an empty database and, with `upgrade`, migrates older ones; several
 * processes may do so at once. Returns the migrations that were run. On an error it closes the
 * database. Throws UserError if the tables are older and must stay so, or too new for this program,
 * and DatabaseUnavailableError if a run that is being sent needs the older ones.
 */
export async function prepareTables(engine: Engine, upgrade: boolean): Promise<readonly string[]> {
  try {
    return await prepare(engine, upgrade);
  } catch (error) {
    await engine.close();
    const isOurs = error instanceof UserError || error instanceof DatabaseUnavailableError;
    throw isOurs || !engine.isUnavailable(error)
      ? error
      : new DatabaseUnavailableError(asError(error), engine.remedyFor(error));
  }
}

async function prepare(engine: Engine, upgrade: boolean): Promise<readonly string[]> {
  const steps = migrationsFor(engine.dialect);
  const state = await stateOf(engine, Object.keys(steps));
  switch (state.kind) {
    case 'current':
      return [];
    case 'empty':
      return migrate(engine, steps);
    case 'newer':
      await refuseTooNew(engine, steps, state.unknown);
      return [];
    case 'older':
      if (!upgrade) throw olderError(state.pending);
      await refuseWhileSending(engine);
      return migrate(engine, steps);
  }
}

async function stateOf({ db, dialect }: Engine, known: readonly string[]): Promise<TableState> {
  const rows = (await dialect.hasTable(db, 'kysely_migration'))
    ? (await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db))
        .rows
    : [];
  const done = new Set(rows.map(({ name }) => name));
  if (done.size === 0) return { kind: 'empty' };
  const unknown = [...done].filter((name) => !known.includes(name));
  if (unknown.length > 0) return { kind: 'newer', unknown };
  const pending = known.filter((name) => !done.has(name));
  return pending.length > 0 ? { kind: 'older', pending } : { kind: 'current' };
}

function olderError(pending: readonly string[]): UserError {
  return new UserError(
    `The database is from an older Broadsheet, and this version needs it migrated (${pending.join(', ')}).`,
    'Nothing was changed. Update every machine that uses the database, then run `broadsheet migrate`.',
  );
}

/** Throws UserError unless this program knows the last migration that it must know. */
async function refuseTooNew(
  { db, dialect }: Engine,
  steps: Readonly<Record<string, Step>>,
  unknown: readonly string[],
): Promise<void> {
  const { rows } = (await dialect.hasTable(db, 'compatibility'))
    ? await sql<{ migration: string; program: string }>`
        select migration, program from compatibility`.execute(db)
    : { rows: [] };
  const [needed] = rows;
  if (needed && needed.migration in steps) return;
  throw new UserError(
    `The database is from a newer Broadsheet (${unknown.join(', ')}), which this version, ${packageVersion()}, can't use.`,
    `Nothing was changed. Install ${needed ? `Broadsheet ${needed.program} or later` : 'that version'} here.`,
  );
}

/** A program that is in the middle of a run would meet tables that it does not know. */
async function refuseWhileSending({ db, serverTime }: Engine): Promise<void> {
  const now = ((await serverTime?.()) ?? new Date()).toISOString();
  const run = await db
    .selectFrom('runs')
    .select(['edition', 'owned_until'])
    .where('owner', 'is not', null)
    .where('owned_until', '>=', now)
    .executeTakeFirst();
  if (!run) return;
  throw new DatabaseUnavailableError(
    new Error(`it must be migrated, but ${run.edition} is being sent at the moment`),
    'Nothing was changed. Try again when it has been sent.',
  );
}

const RETRIES = 5;

async function migrate(
  { db, dialect, isUnavailable }: Engine,
  steps: Readonly<Record<string, Step>>,
): Promise<readonly string[]> {
  const provider = { getMigrations: () => Promise.resolve(recorded(steps)) };
  const migrator = new Migrator({ db, provider, allowUnorderedMigrations: true });
  for (let retry = 0; ; retry++) {
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error === undefined) return results.map(({ migrationName }) => migrationName);
    if (dialect.locksMigrations || retry === RETRIES) {
      const { code } = error as { readonly code?: unknown };
      // No privilege, or no schema that may be used.
      const mayNotCreate = code === '42501' || code === '3F000';
      throw isUnavailable(error) && !mayNotCreate ? asError(error) : migrationError(asError(error));
    }
    // Without a lock the usual cause is another process that is migrating now.
    await new Promise((resolve) => setTimeout(resolve, 50 * (retry + 1)));
  }
}

/** Makes each migration from COMPATIBILITY on record whether a program must know it. */
function recorded(steps: Readonly<Record<string, Step>>): Record<string, Migration> {
  const entries = Object.entries(steps).map(([name, step]) => {
    if (step.olderProgramsWork === true || name < COMPATIBILITY) return [name, step] as const;
    const upAndRecord = async (db: Kysely<unknown>) => {
      await step.up(db);
      await sql`update compatibility
        set migration = ${name}, program = ${packageVersion()}`.execute(db);
    };
    return [name, { up: upAndRecord }] as const;
  });
  return Object.fromEntries(entries);
}

function migrationError({ message }: Error): UserError {
  return new UserError(
    `The database can't be migrated: ${message}.`,
    'In PostgreSQL, grant USAGE and CREATE on the schema to the user of DATABASE_URL.',
  );
}
