import { asError } from '../as-error.ts';
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { UserError } from '../user-error.ts';
import { migrate } from './migrations.ts';
import type { Schema } from './schema.ts';

/**
 * Opens the SQLite database of a file, made and migrated where needed. A commit survives a power
 * cut (WAL, synchronous=FULL). Throws UserError where the file cannot be opened.
 */
export async function openSqlite(file: string): Promise<Kysely<Schema>> {
  const database = open(file);
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000;',
  );
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: adapt(database) }) });
  await migrate(db);
  return db;
}

function open(file: string): DatabaseSync {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return new DatabaseSync(file);
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
