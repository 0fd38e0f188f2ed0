import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { asError } from '../../base/as-error.ts';
import { UserError } from '../../base/user-error.ts';

/** A commit survives a power cut (WAL, synchronous=FULL); who finds it locked waits for it. */
const PRAGMAS = `
  pragma busy_timeout = 30000;
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma foreign_keys = on;
`;

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
