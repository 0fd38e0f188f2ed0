import { asError } from '../base/as-error.ts';
import { LedgerError } from '../deliver/ledger.ts';

/**
 * Primary result codes of SQLite with which the fault is not the program's: busy, locked, read
 * only, input or output, corrupt, full, cannot be opened, no database.
 */
const SQLITE_UNAVAILABLE = new Set([5, 6, 8, 10, 11, 13, 14, 26]);
/** Classes of PostgreSQL's codes that speak of the program: data, constraints, syntax, names. */
const POSTGRES_BUG = /^(?:0A|2[0-9B-F]|42|P0)/;

/** The error of a database call: a LedgerError where the database cannot be used just now. */
export function databaseError(error: unknown): Error {
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  if (code === 'ERR_SQLITE_ERROR') {
    const unavailable = typeof errcode === 'number' && SQLITE_UNAVAILABLE.has(errcode & 0xff);
    return unavailable ? new LedgerError(asError(error)) : asError(error);
  }
  // What has a code but no SQLSTATE is the network; the driver's own timeouts have none at all.
  const bug =
    error instanceof TypeError ||
    error instanceof RangeError ||
    (typeof code === 'string' && code.length === 5 && POSTGRES_BUG.test(code));
  return bug ? asError(error) : new LedgerError(asError(error));
}
