import type { StoreFacts } from '../doctor/context.ts';
import type { Engine } from './engine.ts';
import { readFacts } from './facts.ts';
import { prepareTables } from './migrate.ts';
import { portsOn, type Ports } from './ports.ts';
import type { SqliteOptions } from './sqlite/open.ts';
import { readerKeys, type ReaderKeys } from '../subscribers/reader-keys.ts';

/** A newsletter's open database. */
export interface Store extends Ports {
  /** Reads what `doctor` reports about the database. */
  facts(): Promise<StoreFacts>;
  /**
   * Saves what it still has after a LedgerGoneError, at its place if that is free; returns the path,
   * undefined if that is impossible.
   */
  rescue(): string | undefined;
  close(): Promise<void>;
}

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
  /** Make the ids of new readers. Default: random ids, which are others in another database. */
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
  return openPostgres(where.url, patient);
}

export function storeOn(
  engine: Engine,
  clock: () => Date,
  keys: ReaderKeys = readerKeys(() => []),
): Store {
  return {
    ...portsOn(engine, clock, keys),
    facts: () => readFacts(engine, clock),
    rescue: () => rescueOf(engine),
    close: () => engine.close(),
  };
}

function rescueOf({ rescue }: Engine): string | undefined {
  try {
    return rescue?.();
  } catch {
    // A full disk, or no permission: what happened to the database is told anyway.
    return undefined;
  }
}
