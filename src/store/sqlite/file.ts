import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { asError } from '../../base/as-error.ts';
import { DatabaseUnavailableError } from '../../base/database-unavailable.ts';
import { fileFault } from '../../base/file-fault.ts';
import { UserError } from '../../base/user-error.ts';
import { faultOf } from './unavailable.ts';

/**
 * A commit survives a power cut (WAL, synchronous=FULL); a lock is waited for, up to 30 seconds.
 * What is deleted is overwritten, so that little of an erased reader is left: see scrub.ts.
 */
const PRAGMAS = `
  pragma busy_timeout = 30000;
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma foreign_keys = on;
  pragma secure_delete = on;
`;

/**
 * Makes sure that only its owner can read a database; SQLite gives its other files the same mode. A
 * file of somebody else's stays as it is.
 */
function makePrivate(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
  } catch {
    // Opening the database says what is wrong, if anything is.
  }
}

/**
 * Opens a connection to the database in a file; `inspect` looks at it before anything else does.
 * Throws UserError if the file can't be opened, DatabaseUnavailableError if that may pass.
 */
export function openDatabase(
  file: string,
  inspect?: (database: DatabaseSync) => void,
): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    if (file !== ':memory:') makePrivate(file);
    database = new DatabaseSync(file);
    database.exec(PRAGMAS);
    inspect?.(database);
    return database;
  } catch (error) {
    database?.close();
    throw openingError(asError(error), file);
  }
}

/**
 * Returns whether a database can be written: SQLite makes files of its own next to it. One may be
 * missing.
 */
export function canBeWritten(file: string): boolean {
  if (file === ':memory:' || !existsSync(file)) return true;
  try {
    for (const path of [file, dirname(file)]) accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Opens the database in a file that can't be written; `inspect` looks at it before anything else
 * does. Throws like openDatabase.
 */
export function openToRead(file: string, inspect: (database: DatabaseSync) => void): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    // Without a log, nobody else writes either; with one, only its own files say what it holds.
    const hasLog = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
    const place = hasLog ? file : new URL(`${pathToFileURL(file).href}?immutable=1`);
    database = new DatabaseSync(place, { readOnly: true });
    inspect(database);
    return database;
  } catch (error) {
    database?.close();
    throw openingError(asError(error), file);
  }
}

function openingError(error: Error, file: string): Error {
  if (error instanceof UserError) return error;
  const { passes, remedy } = faultOf(error);
  const reason = fileFault(error)?.message.replace(/\.$/, '') ?? error.message;
  return passes
    ? new DatabaseUnavailableError(new Error(`${file}: ${reason}`), remedy)
    : new UserError(`Can't open the database ${file}: ${reason}.`, remedy);
}
