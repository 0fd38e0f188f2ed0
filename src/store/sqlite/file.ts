import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { asError } from '../../base/as-error.ts';
import { UserError } from '../../base/user-error.ts';

/** A commit survives a power cut (WAL, synchronous=FULL); a lock is waited for, up to 30 seconds. */
const PRAGMAS = `
  pragma busy_timeout = 30000;
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma foreign_keys = on;
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

/** Opens a connection to the database in a file. Throws UserError if the file can't be opened. */
export function openDatabase(file: string): DatabaseSync {
  try {
    if (file !== ':memory:') makePrivate(file);
    const database = new DatabaseSync(file);
    database.exec(PRAGMAS);
    return database;
  } catch (error) {
    const reason = asError(error).message;
    throw new UserError(
      `Can't open the database ${file}: ${reason}.`,
      'Check that its folder is writable, or set BROADSHEET_DATA to another folder.',
    );
  }
}
