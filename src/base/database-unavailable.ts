/** The database is unavailable: full, unreachable, or locked for too long. */
export class DatabaseUnavailableError extends Error {
  /** What to do about it. */
  readonly remedy: string;

  constructor(cause: Error, remedy = REMEDY) {
    super(cause.message, { cause });
    this.name = 'DatabaseUnavailableError';
    this.remedy = remedy;
  }
}

const REMEDY = 'Check that the database is reachable and has free space, then try again.';
