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
  /** Reads the database server's clock; absent for a file, which has none. */
  readonly serverTime?: () => Promise<Date>;
  /** Tells whether an error means that the database is unavailable, rather than a bug. */
  readonly isUnavailable: (error: unknown) => boolean;
  close(): Promise<void>;
}
