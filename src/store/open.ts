import type { Kysely } from 'kysely';
import type { Ledger } from '../deliver/ledger.ts';
import { sqlLedger, type Recorder } from './ledger.ts';
import type { Schema } from './schema.ts';

/** A newsletter's database: the list, and the ledger. */
export interface Store {
  readonly db: Kysely<Schema>;
  readonly ledger: Ledger;
  close(): Promise<void>;
}

export type StoreLocation =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** Opens a database, made and migrated where needed. Throws UserError where it cannot be used. */
export async function openStore(where: StoreLocation, clock: () => Date): Promise<Store> {
  if (where.kind === 'sqlite') {
    const { openSqlite } = await import('./sqlite.ts');
    const { sqliteRecorder } = await import('./record-sqlite.ts');
    const { db, database } = await openSqlite(where.file);
    return storeOf(db, sqliteRecorder(database), clock);
  }
  const { openPostgres } = await import('./postgres.ts');
  const { postgresRecorder } = await import('./record-postgres.ts');
  const db = await openPostgres(where.url);
  return storeOf(db, postgresRecorder(db), clock);
}

function storeOf(db: Kysely<Schema>, recorder: Recorder, clock: () => Date): Store {
  return { db, ledger: sqlLedger(db, recorder, clock), close: () => db.destroy() };
}
