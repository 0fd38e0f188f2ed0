import type { Engine } from './engine.ts';
import { prepareTables } from './migrate.ts';
import type { SqliteOptions } from './sqlite/open.ts';
import type { ReaderKeys } from '../subscribers/reader-keys.ts';
import { storeOn, type Store } from './store.ts';

export type { Store } from './store.ts';

export type StoreLocation =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** How a database is opened. */
export interface OpenOptions extends SqliteOptions {
  /**
   * Migrates tables of an older Broadsheet. Default: only those in a file, since other machines may
   * be working with a server's.
   */
  readonly upgrade?: boolean;
  /** Make the ids of new readers. Default: hashes of their addresses. */
  readonly readerKeys?: ReaderKeys;
}

/**
 * Opens a database, and creates its tables if it is empty. `clock` stamps what is written. Throws
 * UserError if the database can't be used, and DatabaseUnavailableError if it is down.
 */
export async function openStore(
  where: StoreLocation,
  clock: () => Date,
  options?: OpenOptions,
): Promise<Store> {
  return storeOn(await openEngine(where, options), clock, options?.readerKeys);
}

/** Opens a database without the ports on it. Throws like openStore. */
export async function openEngine(where: StoreLocation, options: OpenOptions = {}): Promise<Engine> {
  const { upgrade = where.kind === 'sqlite' } = options;
  const engine = await connect(where, options);
  await prepareTables(engine, upgrade && engine.isReadOnly !== true);
  return engine;
}

/** Migrates a database, and returns the names of the migrations that were run. Throws like openStore. */
export async function migrateStore(where: StoreLocation): Promise<readonly string[]> {
  // A large table takes minutes to rewrite.
  const engine = await connect(where, {}, true);
  const migrations = await prepareTables(engine, true);
  await engine.close();
  return migrations;
}

/** Only the engine of its kind is loaded. */
async function connect(
  where: StoreLocation,
  options: OpenOptions,
  patient = false,
): Promise<Engine> {
  if (where.kind === 'sqlite') {
    const { openSqlite } = await import('./sqlite/open.ts');
    return openSqlite(where.file, options);
  }
  const { openPostgres } = await import('./postgres/open.ts');
  return openPostgres(where.url, { patient });
}
