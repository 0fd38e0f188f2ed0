import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import { asError } from '../as-error.ts';
import { UserError } from '../user-error.ts';
import { migrate } from './migrations.ts';
import type { Schema } from './schema.ts';

/** A commit survives a power cut (WAL, synchronous=FULL); who finds it locked waits for it. */
const PRAGMAS = `
  pragma busy_timeout = 30000;
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma foreign_keys = on;
`;

export interface SqliteStore {
  readonly db: Kysely<Schema>;
  /** The same connection, for what must be quick. */
  readonly database: DatabaseSync;
}

/**
 * Opens the SQLite database of a file, made and migrated where needed. Throws UserError where the
 * file cannot be opened.
 */
export async function openSqlite(file: string): Promise<SqliteStore> {
  const database = openDatabase(file);
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: adapt(database) }) });
  await migrate(db, 'sqlite');
  return { db, database };
}

/** A connection to a file's database. Throws UserError where the file cannot be opened. */
export function openDatabase(file: string): DatabaseSync {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const database = new DatabaseSync(file);
    database.exec(PRAGMAS);
    return database;
  } catch (error) {
    const reason = asError(error).message;
    throw new UserError(
      `The database ${file} cannot be opened: ${reason}.`,
      'Check that its folder can be written to, or name another with BROADSHEET_DATA.',
    );
  }
}

/** node:sqlite takes parameters one by one, and Kysely gives them as a list. */
function adapt(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => {
      database.close();
    },
    prepare(sql) {
      const statement = database.prepare(sql);
      const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      };
    },
  };
}
