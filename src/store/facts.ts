import { sql, type Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** What can be said of a newsletter's database without changing it. */
export interface StoreFacts {
  readonly subscribers: number;
  /** How many of them must not be written to. */
  readonly suppressed: number;
  /** The newest migration. */
  readonly migration: string;
  /** How far the server's clock is ahead of ours, in milliseconds; SQLite has none of its own. */
  readonly clockAheadMs?: number;
}

/** Counts the list and compares the clocks. */
export async function storeFacts(
  db: Kysely<Schema>,
  kind: 'sqlite' | 'postgres',
  clock: () => Date,
): Promise<StoreFacts> {
  const { rows } = await sql<Pick<StoreFacts, 'subscribers' | 'suppressed' | 'migration'>>`
    select
      (select count(*) from subscribers) as subscribers,
      (select count(*) from subscribers s
        join suppressions x on x.address_key = s.address_key) as suppressed,
      (select max(name) from kysely_migration) as migration`.execute(db);
  const [counts] = rows;
  if (!counts) throw new Error('A select without from has one row.');
  return kind === 'sqlite' ? counts : { ...counts, clockAheadMs: await clockAhead(db, clock) };
}

/** As if the server had looked at its clock half-way between question and answer. */
async function clockAhead(db: Kysely<Schema>, clock: () => Date): Promise<number> {
  const asked = clock().getTime();
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  const answered = clock().getTime();
  return (rows[0]?.now.getTime() ?? NaN) - (asked + answered) / 2;
}
