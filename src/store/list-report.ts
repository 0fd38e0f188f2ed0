/** Parts of the list for an editor, and how and how soon readers left. */
import { sql, type Kysely } from 'kysely';
import { addressFault } from '../base/address.ts';
import { defined } from '../base/defined.ts';
import type {
  BurstLooks,
  DepartureBurst,
  EditionDepartures,
  ListReport,
  PageQuery,
  ReaderPage,
} from '../subscribers/list-report.ts';
import { addressKey } from '../subscribers/subscriber.ts';
import type { SuppressionKind } from '../subscribers/suppression.ts';
import type { Access } from './access.ts';
import { readerRows, toReader } from './reader-rows.ts';
import type { Schema } from './schema.ts';
import { containsText } from './subscribers.ts';

type Database = Kysely<Schema>;

/** Returns the port `ListReport` over a database. */
export function listReportOn({ db, now, safely, counted }: Access): ListReport {
  return {
    page: (query) => safely(() => pageOf(db, query, now())),
    suppressed: () => safely(() => countSuppressed(db)),
    bursts: (since, looks) => counted(() => burstsOf(db, since.toISOString(), looks)),
  };
}

async function pageOf(db: Database, query: PageQuery, now: string): Promise<ReaderPage> {
  // An index knows whole addresses; a part of one takes a look at every row.
  if (addressFault(query.text) === undefined) {
    const key = addressKey(query.text);
    const row = await readerRows(db).where('subscribers.address_key', '=', key).executeTakeFirst();
    if (row) return { readers: [toReader(row, now)], hasPrevious: false, hasNext: false };
  }
  const { text, after, before, limit } = query;
  const matching = text === '' ? readerRows(db) : readerRows(db).where(containsText(text));
  const backwards = after === undefined && before !== undefined;
  const rows = await matching
    .where('subscribers.id', backwards ? '<' : '>', backwards ? before : (after ?? 0))
    .orderBy('subscribers.id', backwards ? 'desc' : 'asc')
    .limit(limit + 1)
    .execute();
  const hasMore = rows.length > limit;
  const shown = rows.slice(0, limit).map((row) => toReader(row, now));
  return backwards
    ? { readers: shown.reverse(), hasPrevious: hasMore, hasNext: true }
    : { readers: shown, hasPrevious: after !== undefined, hasNext: hasMore };
}

async function countSuppressed(db: Database): Promise<Partial<Record<SuppressionKind, number>>> {
  const rows = await db
    .selectFrom('suppressions')
    .select(['kind', (row) => row.fn.countAll<number>().as('count')])
    .groupBy('kind')
    .execute();
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
}

const NO_WAY = { 'one-click': 0, page: 0, mail: 0, 'by hand': 0, erased: 0 } as const;

/** Counts who left since a time by the newest edition they had, of at most so many editions. */
export async function departuresByEdition(
  db: Database,
  since: string,
): Promise<readonly EditionDepartures[]> {
  const rows = await db
    .selectFrom('departures')
    .leftJoin('runs', 'runs.id', 'departures.run_id')
    .select(['edition', 'how'])
    .select((row) => [
      row.fn.max('run_id').as('newest'),
      row.fn.countAll<number>().as('left'),
      row.fn.count<number>('undone_at').as('returned'),
    ])
    .where('at', '>=', since)
    .groupBy(['edition', 'how'])
    .execute();
  const editions = Array.from(Map.groupBy(rows, ({ edition }) => edition))
    .map(([edition, ways]) => ({
      edition,
      ways,
      run: Math.max(...ways.map(({ newest }) => newest ?? 0)),
    }))
    .sort((one, other) => other.run - one.run);
  const medians = await medianSeconds(db, since);
  const accepted = await acceptedByEdition(
    db,
    editions.flatMap(({ edition }) => edition ?? []),
  );
  return editions.map(({ edition, ways }) => ({
    ...defined({
      edition: edition ?? undefined,
      medianSeconds: edition === null ? undefined : medians.get(edition),
    }),
    accepted: edition === null ? 0 : (accepted.get(edition) ?? 0),
    left: sumOf(ways.map(({ left }) => left)),
    returned: sumOf(ways.map(({ returned }) => returned)),
    how: { ...NO_WAY, ...Object.fromEntries(ways.map(({ how, left }) => [how, left])) },
  }));
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Returns by edition within how many seconds half of those who left had left. */
async function medianSeconds(db: Database, since: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ edition: string; seconds: number }>`
    select edition, min(seconds) as seconds from (
      select r.edition, d.seconds_since_accepted as seconds,
        row_number() over (partition by r.edition order by d.seconds_since_accepted) as place,
        count(*) over (partition by r.edition) as count
      from departures d join runs r on r.id = d.run_id
      where d.at >= ${since} and d.seconds_since_accepted is not null
    ) ranked where place * 2 >= count group by edition`.execute(db);
  return new Map(rows.map(({ edition, seconds }) => [edition, seconds]));
}

async function acceptedByEdition(
  db: Database,
  editions: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (editions.length === 0) return new Map();
  // A large run has far more domains than seconds.
  const { rows } = await sql<{ edition: string; count: number }>`
    with sent as (
      select id, edition from runs
      where destination = 'server' and edition in (${sql.join(editions)})
    )
    select edition, cast(sum(count) as integer) as count from sent join (
      select run_id, count from accepted_seconds where run_id in (select id from sent)
      union all select run_id, 1 from transitions
        where id > (select transition_id from counted) and state = 'accepted'
          and run_id in (select id from sent)
    ) counts on run_id = sent.id group by edition`.execute(db);
  return new Map(rows.map(({ edition, count }) => [edition, count]));
}

async function burstsOf(
  db: Database,
  since: string,
  { atLeast, share, withinSeconds }: BurstLooks,
): Promise<readonly DepartureBurst[]> {
  const many = await db
    .selectFrom('departures')
    .innerJoin('runs', 'runs.id', 'departures.run_id')
    .select(['runs.id', 'edition', 'domain'])
    .select((row) => [row.fn.countAll<number>().as('left'), row.fn.min('at').as('first')])
    .where('at', '>=', since)
    .where('how', 'in', ['one-click', 'page'])
    .where('undone_at', 'is', null)
    .where('seconds_since_accepted', '<=', withinSeconds)
    .groupBy(['runs.id', 'edition', 'domain'])
    .having((row) => row.fn.countAll(), '>=', atLeast)
    .orderBy('runs.id', 'desc')
    .orderBy('domain')
    .execute();
  const bursts: DepartureBurst[] = [];
  for (const { id, edition, domain, left, first } of many) {
    const accepted = await acceptedAt(db, id, domain);
    if (left <= accepted * share) continue;
    bursts.push({ domain, edition, left: left, accepted, since: new Date(first) });
  }
  return bursts;
}

/** Counts the letters of a run that a domain has accepted. */
async function acceptedAt(db: Database, run: number, domain: string): Promise<number> {
  const { rows } = await sql<{ count: number | null }>`
    select cast(sum(count) as integer) as count from (
      select count from tallies
        where run_id = ${run} and domain = ${domain} and state = 'accepted'
      union all select case when t.state = 'accepted' then 1 else -1 end
        from transitions t join subscribers s on s.id = t.subscriber_id
        where t.id > (select transition_id from counted) and t.run_id = ${run}
          and s.domain = ${domain} and 'accepted' in (t.state, t.previous)
    ) counts`.execute(db);
  return rows[0]?.count ?? 0;
}
