/** Domains so many of whose readers left at once that a scanner may have done it. */
import { sql, type Kysely } from 'kysely';
import type { Burst, Bursts } from '../subscribers/bursts.ts';
import type { Access } from './access.ts';
import type { Schema } from './schema.ts';

type Database = Kysely<Schema>;

const MOST_LOOKED_AT = 10_000;

/** Returns the port `Bursts` over a database. */
export function burstsOn({ db, safely }: Pick<Access, 'db' | 'safely'>): Bursts {
  return {
    since: (time, atLeast, share) =>
      safely(() => burstsSince(db, time.toISOString(), atLeast, share)),
  };
}

async function burstsSince(
  db: Database,
  since: string,
  atLeast: number,
  share: number,
): Promise<readonly Burst[]> {
  // A flood of departures must not be held up by counting it again and again.
  const latest = db
    .selectFrom('departures')
    .select('domain')
    .where('at', '>=', since)
    .where('how', 'in', ['one-click', 'page'])
    .where('undone_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(MOST_LOOKED_AT);
  const many = await db
    .selectFrom(latest.as('latest'))
    .select(['domain', ({ fn }) => fn.countAll<number | string>().as('left')])
    .groupBy('domain')
    .having(({ fn }) => fn.countAll(), '>=', atLeast)
    .orderBy('domain')
    .execute();
  const bursts: Burst[] = [];
  for (const { domain, left } of many) {
    const count = Number(left);
    // If so many are still there, the share is not exceeded: no more rows are read.
    const enough = Math.ceil(count / share) - count;
    const staying = await countUpTo(db, domain, enough);
    if (staying < enough) bursts.push({ domain, left: count, of: count + staying });
  }
  return bursts;
}

async function countUpTo(db: Database, domain: string, most: number): Promise<number> {
  const { rows } = await sql<{ count: number | string }>`select count(*) as count from (
    select 1 from subscribers where domain = ${domain} and removed_at is null limit ${most}
  ) staying`.execute(db);
  return Number(rows[0]?.count ?? 0);
}
