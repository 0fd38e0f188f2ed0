import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import { migrate } from '../migrations.ts';
import { openDatabase } from './file.ts';
import type { Schema } from '../schema.ts';

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
