/** A store on PostgreSQL alone, for hosts where no file is kept: nothing here reaches SQLite. */
import type { ReaderKeys } from '../subscribers/reader-keys.ts';
import { prepareTables } from './migrate.ts';
import { openPostgres } from './postgres/open.ts';
import { storeOn, type Store } from './store.ts';

/** How it is opened. */
export interface PostgresOptions {
  readonly url: string;
  readonly clock: () => Date;
  readonly readerKeys: ReaderKeys;
  /** The most connections that are open at a time. */
  readonly connections: number;
}

/** Opens a PostgreSQL database. Throws like openStore. */
export async function openPostgresStore(options: PostgresOptions): Promise<Store> {
  const { url, clock, readerKeys, connections } = options;
  const engine = await openPostgres(url, { connections });
  await prepareTables(engine, false);
  return storeOn(engine, clock, readerKeys);
}
