import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import { UserError } from '../../base/user-error.ts';
import type { Engine, Recorder } from '../engine.ts';
import { showFirstError } from '../first-error.ts';
import type { Schema } from '../schema.ts';
import { SQLITE } from './dialect.ts';
import { canBeWritten, openDatabase, openToRead } from './file.ts';
import { hasLostLog, isMarked } from './log-mark.ts';
import { forgetLoss } from './loss.ts';
import { placeOf, stillAt } from './place.ts';
import { sqliteRecorder } from './record.ts';
import { workerRecorder } from './record-in-worker.ts';
import { rescue } from './rescue.ts';
import { scrub } from './scrub.ts';
import { faultOf, isUnavailable } from './unavailable.ts';
import { waitForLock } from './wait-for-lock.ts';

/** How a file is opened. */
export interface SqliteOptions {
  /** Opens a file whose newest commits are lost: letters that wait become unknown. */
  readonly acceptLoss?: boolean;
  /** For reading only: the file may then be in a folder that can't be written. */
  readonly toRead?: boolean;
}

/**
 * The opaque ids of readers are in no order, so a large import changes pages all over their index:
 * 32 MB of them stay in memory, and are copied from the log into the file less often.
 */
const FOR_IMPORTS = 'pragma cache_size = -32000; pragma wal_autocheckpoint = 8000';

/**
 * Connects to the SQLite database in a file, or in memory for `:memory:`. Throws UserError if the
 * file can't be opened, or if its newest commits are lost; with `acceptLoss`, letters of which no
 * more is known become unknown instead. With `toRead`, a file that can't be written is read.
 */
export function openSqlite(
  file: string,
  { acceptLoss = false, toRead = false }: SqliteOptions = {},
): Engine {
  const isReadOnly = toRead && !canBeWritten(file);
  const database = isReadOnly
    ? openToRead(file, (opened) => {
        if (isMarked(opened)) throw lostRecords(file);
      })
    : openDatabase(file, (opened) => {
        if (!hasLostLog(opened, file)) return;
        if (!acceptLoss) throw lostRecords(file);
        forgetLoss(opened, new Date().toISOString());
      });
  if (!isReadOnly) database.exec(FOR_IMPORTS);
  const plain = new SqliteDialect({ database: adapt(database) });
  const dialect = showFirstError(waitForLock(plain, database));
  const db = new Kysely<Schema>({ dialect });
  const remedyFor = (error: unknown) => faultOf(error).remedy;
  const common = { db, dialect: SQLITE, isReadOnly, isUnavailable, remedyFor };
  const opened = file === ':memory:' ? undefined : placeOf(file);
  // A database in memory belongs to its connection, so no other thread can reach it.
  if (!opened) {
    return { ...common, record: recorderInMemory(database), close: () => db.destroy() };
  }
  const worker = workerRecorder({ file, opened });
  return {
    ...common,
    record: worker.record,
    verify: () => {
      stillAt(file, opened);
    },
    rescue: () => rescue(database, file),
    scrub: (texts) => scrub(db, database, file, texts),
    close: async () => {
      await worker.close();
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

function lostRecords(file: string): UserError {
  return new UserError(
    `The database ${file} has lost its newest records of who has a letter: a sender was killed, and the file ${file}-wal, which holds them, is missing or empty.`,
    'Put that file back; if you copied the database, copy its whole folder. If the file is lost for good, run `broadsheet send --accept-loss`: letters that may have been sent become unknown, and are not sent again unless you ask for it.',
  );
}

/**
 * Adapts parameters: node:sqlite takes them one by one, and Kysely passes a list. A transaction takes
 * the lock when it begins: one that has read already would not wait for it.
 */
function adapt(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => {
      database.close();
    },
    prepare(sql) {
      const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql);
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
