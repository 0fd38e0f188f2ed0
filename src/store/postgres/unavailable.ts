/** SQLSTATE classes that mean a bug in this program: data, constraints, syntax, names. */
const BUG = /^(?:0A|2[0-79B-F]|42|P0)...$/;
/** Codes in these classes that a server or its administrator causes: read-only, no privilege. */
const NO_BUG = new Set(['25006', '42501']);

/** Tells whether a failed call means that the database is unavailable, rather than a bug. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return false;
  const { code } = error as { readonly code?: unknown };
  // A network error has a code that is no SQLSTATE; the driver's own timeouts have none at all.
  return !(typeof code === 'string' && BUG.test(code) && !NO_BUG.has(code));
}

const REMEDIES: Readonly<Record<string, string>> = {
  '25006':
    'The server is read-only, as a standby is. Set DATABASE_URL to the one that can be written.',
  '42501': 'Grant the user of DATABASE_URL the privilege in PostgreSQL.',
  '53100': 'Free space on the disk of the PostgreSQL server, then try again.',
};

/** Says what to do about an error of an unavailable database; undefined if nothing in particular. */
export function remedyFor(error: unknown): string | undefined {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? REMEDIES[code] : undefined;
}
