import { mkdirSync } from 'node:fs';
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

/** Opens a connection to the database in a file. Throws UserError if the file can't be opened. */
export function openDatabase(file: string): DatabaseSync {
  try {
    mkdirSync(dirname(file), { recursive: true });
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
