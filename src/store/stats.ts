/** How the list stands and how it grew: counted from indexes, so it is fast for a million readers. */
import { sql, type Kysely } from 'kysely';
import type { Standing } from '../subscribers/reader.ts';
import type { DayCount, ListStats } from '../subscribers/stats.ts';
import { departuresByEdition } from './list-report.ts';
import type { Schema } from './schema.ts';

type Database = Kysely<Schema>;

/** Counts readers by state now, and those who came and left since a time. */
export async function readStats(db: Database, since: Date, now: string): Promise<ListStats> {
  return {
    ...(await countStandings(db, now)),
    days: await changesByDay(db, since.toISOString()),
    leavers: await departuresByEdition(db, since.toISOString()),
  };
}

async function countStandings(db: Database, now: string) {
  const gone = sql`from subscribers where removed_at is not null`;
  const paused = sql`from subscribers where paused_until > ${now} and removed_at is null`;
  const { rows } = await sql<{
    on_list: number;
    unsubscribed: number;
    erased: number;
    paused: number;
    pending: number;
  }>`select
      (select count(*) from subscribers where removed_at is null) as on_list,
      (select count(*) ${gone} and reader_id is not null) as unsubscribed,
      (select count(*) ${gone} and reader_id is null) as erased,
      (select count(*) ${paused}) as paused,
      (select count(*) from sign_ups
        where kind = 'confirm' and confirmed_at is null) as pending`.execute(db);
  const [counts] = rows;
  if (!counts) throw new Error('A select without from has one row.');
  const suppressed = await suppressedByState(db, now);
  const of = (standing: Exclude<Standing, 'suppressed'>) => suppressed.get(standing) ?? 0;
  const standings = {
    active: counts.on_list - counts.paused - of('active'),
    paused: counts.paused - of('paused'),
    unsubscribed: counts.unsubscribed - of('unsubscribed'),
    suppressed: of('active') + of('paused') + of('unsubscribed'),
  };
  return { standings, erased: counts.erased, pending: counts.pending };
}

/** Counts the suppressed readers by where they would stand otherwise. */
async function suppressedByState(db: Database, now: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ state: string; count: number }>`
    select case when removed_at is not null then 'unsubscribed'
      when paused_until > ${now} then 'paused' else 'active' end as state, count(*) as count
    from suppressions x join subscribers s on s.address_key = x.address_key
    where s.reader_id is not null group by 1`.execute(db);
  return new Map(rows.map(({ state, count }) => [state, count]));
}

async function changesByDay(db: Database, since: string): Promise<readonly DayCount[]> {
  const { rows } = await sql<DayCount>`
    select day,
      cast(sum(joined) as integer) as joined, cast(sum(confirmed) as integer) as confirmed,
      cast(sum(gone) as integer) as "left", cast(sum(returned) as integer) as returned
    from (
      select substr(created_at, 1, 10) as day, count(*) as joined, 0 as confirmed, 0 as gone,
        0 as returned
      from subscribers where created_at >= ${since} group by 1
      union all select substr(at, 1, 10), 0, count(*), 0, 0
      from consents where action = 'confirmed' and at >= ${since} group by 1
      union all select substr(at, 1, 10), 0, 0, count(*), 0
      from departures where at >= ${since} group by 1
      union all select substr(undone_at, 1, 10), 0, 0, 0, count(*)
      from departures where undone_at >= ${since} group by 1
    ) changes group by day order by day`.execute(db);
  return rows;
}
