import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { asError } from '../base/as-error.ts';
import { UserError } from '../base/user-error.ts';
import type { Dialect } from './dialect.ts';
import { createTables } from './migrations/0001-subscribers-runs-deliveries.ts';
import { addDeliveryPromise } from './migrations/0002-delivery-promise.ts';
import { addOwnHours } from './migrations/0003-own-hours.ts';
import { addDestinations } from './migrations/0004-destinations.ts';
import { addRemoved } from './migrations/0006-removed.ts';
import type { Schema } from './schema.ts';

/** Each runs once, in the order of the names, and must not change after a release. */
function migrationsFor(dialect: Dialect): Record<string, Migration> {
  return {
    '0001-subscribers-runs-deliveries': { up: (db) => createTables(db, dialect) },
    '0002-delivery-promise': { up: (db) => addDeliveryPromise(db, dialect) },
    '0003-own-hours': { up: (db) => addOwnHours(db, dialect) },
    '0004-destinations': { up: (db) => addDestinations(db, dialect) },
    '0006-removed': { up: addRemoved },
  };
}

const RETRIES = 5;

/**
 * Brings a database up to date; does nothing if it is. Several processes may do it at once. Throws
 * UserError, and closes the database, if a newer version migrated it or tables can't be created.
 */
export async function migrate(db: Kysely<Schema>, dialect: Dialect): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(migrationsFor(dialect)) };
  for (let retry = 0; ; retry++) {
    const { error } = await new Migrator({ db, provider }).migrateToLatest();
    if (error === undefined) return;
    if (dialect.locksMigrations || retry === RETRIES) {
      await db.destroy();
      throw migrationError(asError(error));
    }
    // Without a lock the usual cause is another process that is migrating now.
    await new Promise((resolve) => setTimeout(resolve, 50 * (retry + 1)));
  }
}

function migrationError({ message }: Error): UserError {
  return new UserError(
    `The database can't be migrated: ${message}.`,
    'If another machine runs a newer Broadsheet, install that version here. In PostgreSQL, grant CREATE on the schema to the user of DATABASE_URL.',
  );
}
