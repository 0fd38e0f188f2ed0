import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import type { Engine, Recorder } from '../engine.ts';
import { showFirstError } from '../first-error.ts';
import type { Schema } from '../schema.ts';
import { SQLITE } from './dialect.ts';
import { openDatabase } from './file.ts';
import { sqliteRecorder } from './record.ts';
import { workerRecorder } from './record-in-worker.ts';
import { isUnavailable } from './unavailable.ts';

/**
 * Connects to the SQLite database in a file, or in memory for `:memory:`. Throws UserError if the
 * file can't be opened.
 */
export function openSqlite(file: string): Engine {
  const database = openDatabase(file);
  const dialect = showFirstError(new SqliteDialect({ database: adapt(database) }));
  const db = new Kysely<Schema>({ dialect });
  // A database in memory belongs to its connection, so no other thread can reach it.
  const worker = file === ':memory:' ? undefined : workerRecorder(file);
  return {
    db,
    record: worker?.record ?? recorderInMemory(database),
    dialect: SQLITE,
    isUnavailable,
    close: async () => {
      await worker?.close();
      await db.destroy();
    },
  };
}

/** Prepares its statements when the first group comes: until then the tables may be missing. */
function recorderInMemory(database: DatabaseSync): Recorder {
  let recorder: Recorder | undefined;
  return (lease, changes, now) => {
    recorder ??= sqliteRecorder(database);
    return recorder(lease, changes, now);
  };
}

/** Adapts parameters: node:sqlite takes them one by one, and Kysely passes a list. */
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
