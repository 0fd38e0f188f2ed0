import { fileFault } from '../../base/file-fault.ts';

/** What is wrong with a database, and what to do about it. */
export interface Fault {
  /** Whether it may pass without anybody's doing. */
  readonly passes: boolean;
  readonly remedy: string;
}

const LOCKED: Fault = {
  passes: true,
  remedy: 'Another program has locked it. Wait for that program, or close it, then try again.',
};
const NO_ROOM: Fault = {
  passes: true,
  remedy: 'Check that its disk has free space and no errors, then try again.',
};
const NO_ACCESS: Fault = {
  passes: false,
  remedy:
    'Check that you may write to the file and its folder, or set BROADSHEET_DATA to another folder.',
};
const DAMAGED: Fault = {
  passes: false,
  remedy:
    'The file is damaged, or is no database. Restore it from a backup, or set BROADSHEET_DATA to another folder.',
};

/** By primary result codes of SQLite (https://sqlite.org/rescode.html); any other code is a bug. */
const FAULTS: ReadonlyMap<number, Fault> = new Map([
  [5, LOCKED],
  [6, LOCKED],
  [7, NO_ROOM],
  [8, NO_ACCESS],
  [10, NO_ROOM],
  [11, DAMAGED],
  [13, NO_ROOM],
  [14, NO_ACCESS],
  [23, NO_ACCESS],
  [26, DAMAGED],
]);

/** Returns what is wrong with a database where a call failed, if it is not a bug. */
export function faultOf(error: unknown): Fault {
  return faultOfSqlite(error) ?? fileFault(error) ?? NO_ACCESS;
}

function faultOfSqlite(error: unknown): Fault | undefined {
  const { errcode } = error as { readonly errcode?: unknown };
  // The low byte of an extended result code is its primary code.
  return typeof errcode === 'number' ? FAULTS.get(errcode & 0xff) : undefined;
}

/** Tells whether a failed call means that the database is unavailable, rather than a bug. */
export function isUnavailable(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  if (code === 'ERR_SQLITE_ERROR') return faultOfSqlite(error) !== undefined;
  // What remains is the worker thread, which could not start or open the file.
  return !(error instanceof TypeError || error instanceof RangeError);
}
