/**
 * Primary result codes of SQLite that mean the database is unavailable, rather than a bug: busy,
 * locked, read-only, I/O error, corrupt, full, can't open, not a database.
 */
const UNAVAILABLE = new Set([5, 6, 8, 10, 11, 13, 14, 26]);

/** Tells whether a failed call means that the database is unavailable, rather than a bug. */
export function isUnavailable(error: unknown): boolean {
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  if (code === 'ERR_SQLITE_ERROR') {
    // The low byte of an extended result code is its primary code.
    return typeof errcode === 'number' && UNAVAILABLE.has(errcode & 0xff);
  }
  // What remains is the worker thread, which could not start or open the file.
  return !(error instanceof TypeError || error instanceof RangeError);
}
