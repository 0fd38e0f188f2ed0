import type { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import type { Ledger } from '../deliver/ledger.ts';
import { sqlLedger, type ClosingRecorder } from './ledger.ts';
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
    const { openSqlite } = await import('./sqlite/open.ts');
    const { db, database } = await openSqlite(where.file);
    return storeOf(db, await sqliteRecorderOf(where.file, database), clock);
  }
  const { openPostgres } = await import('./postgres/open.ts');
  const { postgresRecorder } = await import('./postgres/record.ts');
  const db = await openPostgres(where.url);
  return storeOf(db, { record: postgresRecorder(db), close: () => Promise.resolve() }, clock);
}

/** In a thread of its own, but for a database that lives in the memory of its connection. */
async function sqliteRecorderOf(file: string, database: DatabaseSync): Promise<ClosingRecorder> {
  if (file !== ':memory:') {
    const { workerRecorder } = await import('./sqlite/record-in-worker.ts');
    return workerRecorder(file);
  }
  const { sqliteRecorder } = await import('./sqlite/record.ts');
  return { record: sqliteRecorder(database), close: () => Promise.resolve() };
}

function storeOf(db: Kysely<Schema>, { record, close }: ClosingRecorder, clock: () => Date): Store {
  return {
    db,
    ledger: sqlLedger(db, record, clock),
    close: async () => {
      await close();
      await db.destroy();
    },
  };
}
