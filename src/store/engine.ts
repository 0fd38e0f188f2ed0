import type { Kysely } from 'kysely';
import type { Change, Lease, Recorded } from '../deliver/ledger.ts';
import type { Dialect } from './dialect.ts';
import type { Schema } from './schema.ts';

/** Records steps of deliveries in one durable transaction; `now` is ISO 8601 in UTC. */
export type Recorder = (
  lease: Lease,
  changes: readonly Change[],
  now: string,
) => readonly Recorded[] | Promise<readonly Recorded[]>;

/** An open database, and what SQLite and PostgreSQL do differently. */
export interface Engine {
  readonly db: Kysely<Schema>;
  readonly dialect: Dialect;
  readonly record: Recorder;
  /** Nothing can be written: the file, or its folder, is read-only. */
  readonly isReadOnly?: boolean;
  /** Reads the database server's clock; absent for a file, which has none. */
  readonly serverTime?: () => Promise<Date>;
  /** Throws LedgerGoneError if the database is no longer where it was opened; absent on a server. */
  readonly verify?: () => void;
  /** Saves what a database still has that is no longer at its place; returns the path. */
  readonly rescue?: () => string;
  /**
   * Removes texts, which no row has, from the file's free space and its log; returns
   * whether they are gone. Absent on a server, which reuses its free space.
   */
  readonly scrub?: (texts: readonly string[]) => Promise<boolean>;
  /** Tells whether an error means that the database is unavailable, rather than a bug. */
  readonly isUnavailable: (error: unknown) => boolean;
  /** Says what to do about such an error, where there is more to say than for any database. */
  readonly remedyFor: (error: unknown) => string | undefined;
  close(): Promise<void>;
}
