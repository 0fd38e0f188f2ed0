/** Token buckets, each taken from in one statement, and what may be used once. */
import { sql, type Kysely } from 'kysely';
import type { Bucket, Taken } from '../subscribers/limits.ts';
import type { Schema } from './schema.ts';

type Database = Kysely<Schema>;

const HOUR_MS = 3_600_000;
/** By then, each bucket is full again. */
const KEEP_MS = 48 * HOUR_MS;

/** Takes a token of each bucket, in order, up to the first one that is empty. */
export async function takeTokens(
  db: Database,
  buckets: readonly Bucket[],
  now: Date,
): Promise<Taken> {
  return db.transaction().execute(async (transaction) => {
    let waitMs = 0;
    for (const bucket of buckets) {
      const left = await takeToken(transaction, bucket, now.getTime());
      if (left === undefined) return { kind: 'empty', key: bucket.key };
      if (left < 0) waitMs = Math.max(waitMs, (-left / bucket.perHour) * HOUR_MS);
    }
    return { kind: 'taken', waitMs };
  });
}

/** Returns what is left, below 0 if the token was taken ahead; undefined if it was not taken. */
async function takeToken(
  db: Database,
  { key, size, perHour, ahead = 0 }: Bucket,
  now: number,
): Promise<number | undefined> {
  const msPerToken = HOUR_MS / perHour;
  // A clock that is set back adds nothing.
  const gained = sql`case when limits.at < ${now} then (${now} - limits.at) / ${msPerToken} else 0 end`;
  const filled = sql`case when limits.tokens + ${gained} > ${size} then ${size}
    else limits.tokens + ${gained} end`;
  const { rows } = await sql<{ tokens: number }>`
    insert into limits (key, tokens, at) values (${key}, ${size - 1}, ${now})
    on conflict (key) do update
      set tokens = ${filled} - 1, at = case when limits.at < ${now} then ${now} else limits.at end
      where ${filled} >= ${1 - ahead}
    returning tokens`.execute(db);
  return rows[0]?.tokens;
}

/** Uses up a key until a time; false if it is used already. */
export async function useOnce(
  db: Database,
  key: string,
  until: Date,
  now: string,
): Promise<boolean> {
  const { rows } = await sql`
    insert into used_once (key, until) values (${key}, ${until.toISOString()})
    on conflict (key) do update set until = excluded.until where used_once.until <= ${now}
    returning key`.execute(db);
  return rows.length > 0;
}

/** Returns whether something that may be used once has been used. */
export async function isUsed(db: Database, key: string, now: string): Promise<boolean> {
  const row = await db
    .selectFrom('used_once')
    .select('key')
    .where('key', '=', key)
    .where('until', '>', now)
    .executeTakeFirst();
  return row !== undefined;
}

/** Deletes buckets that are full again, and what may be used again; returns how many rows. */
export async function purgeLimits(db: Database, now: Date): Promise<number> {
  const full = await db
    .deleteFrom('limits')
    .where('at', '<', now.getTime() - KEEP_MS)
    .executeTakeFirst();
  const used = await db
    .deleteFrom('used_once')
    .where('until', '<', now.toISOString())
    .executeTakeFirst();
  return Number(full.numDeletedRows + used.numDeletedRows);
}
