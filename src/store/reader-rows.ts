/** Reading readers: a row of the list with what suppresses its address. */
import { sql, type Kysely, type Selectable } from 'kysely';
import { defined } from '../base/defined.ts';
import type { Reader, ReaderState, Standing } from '../subscribers/reader.ts';
import type { ReaderFilter } from '../subscribers/readers.ts';
import type { SuppressionKind } from '../subscribers/suppression.ts';
import { addressKey } from '../subscribers/subscriber.ts';
import { inPages, PAGE_SIZE } from './pages.ts';
import type { Dialect } from './dialect.ts';
import type { Schema, SubscribersTable } from './schema.ts';
import { inSegment } from './segments.ts';
import { containsText, toSubscriber } from './subscribers.ts';
import { fromTopics } from './topics.ts';

type Database = Kysely<Schema>;

interface ReaderRow extends Selectable<SubscribersTable> {
  suppressed_kind: SuppressionKind | null;
  suppressed_reason: string | null;
  suppressed_at: string | null;
}

/** Starts a query of readers, on the list or unsubscribed; erased ones have no id. */
export function readerRows(db: Database) {
  return db
    .selectFrom('subscribers')
    .leftJoin('suppressions', 'suppressions.address_key', 'subscribers.address_key')
    .selectAll('subscribers')
    .select([
      'suppressions.kind as suppressed_kind',
      'suppressions.reason as suppressed_reason',
      'suppressions.created_at as suppressed_at',
    ])
    .where('reader_id', 'is not', null);
}

/** Finds a reader by the id in their links. */
export async function findReader(
  db: Database,
  readerId: string,
  now: string,
): Promise<Reader | undefined> {
  const row = await readerRows(db).where('reader_id', '=', readerId).executeTakeFirst();
  return row && toReader(row, now);
}

/** Finds a reader by address. */
export async function findReaderByEmail(
  db: Database,
  email: string,
  now: string,
): Promise<Reader | undefined> {
  const row = await readerRows(db)
    .where('subscribers.address_key', '=', addressKey(email))
    .executeTakeFirst();
  return row && toReader(row, now);
}

/** Lists readers, on the list or unsubscribed, in list order. */
export async function* listReaders(
  db: Database,
  dialect: Dialect,
  { standings, segment, text = '', limit = Infinity }: ReaderFilter,
  now: string,
): AsyncGenerator<Reader> {
  const page = (after: number) =>
    readerRows(db)
      .where('subscribers.id', '>', after)
      .$if(standings !== undefined, (rows) => rows.where(standsIn(standings ?? [], now)))
      .where(inSegment(dialect, segment))
      .$if(text.trim() !== '', (rows) => rows.where(containsText(text)))
      .orderBy('subscribers.id')
      .limit(Math.min(limit, PAGE_SIZE))
      .execute();
  let listed = 0;
  for await (const row of inPages(page, ({ id }) => id)) {
    if (listed++ >= limit) return;
    yield toReader(row, now);
  }
}

function standsIn(standings: readonly Standing[], now: string) {
  const conditions = standings.map((standing) => sql`(${standsAt(standing, now)})`);
  return conditions.length === 0
    ? sql<boolean>`1 = 0`
    : sql<boolean>`(${sql.join(conditions, sql` or `)})`;
}

/** A condition for readers who stand somewhere: the same as standingOf. */
function standsAt(standing: Standing, now: string) {
  const isPaused = sql`coalesce(paused_until, '') > ${now}`;
  switch (standing) {
    case 'suppressed':
      return sql<boolean>`suppressions.address_key is not null`;
    case 'unsubscribed':
      return sql<boolean>`suppressions.address_key is null and removed_at is not null`;
    case 'paused':
      return sql<boolean>`suppressions.address_key is null and removed_at is null and ${isPaused}`;
    case 'active':
      return sql<boolean>`suppressions.address_key is null and removed_at is null
        and not (${isPaused})`;
  }
}

/** Turns a row into a reader. */
export function toReader(row: ReaderRow, now: string): Reader {
  const { suppressed_kind: kind, suppressed_reason: reason, suppressed_at: since } = row;
  return {
    ...toSubscriber(row),
    readerId: row.reader_id ?? '',
    state: stateOf(row, now),
    since: new Date(row.created_at),
    ...defined({
      suppression:
        kind === null ? undefined : { kind, reason: reason ?? '', since: new Date(since ?? 0) },
      topics: fromTopics(row.topics),
      locale: row.locale ?? undefined,
      timeZone: row.time_zone ?? undefined,
    }),
  };
}

function stateOf({ removed_at, paused_until }: ReaderRow, now: string): ReaderState {
  if (removed_at !== null) return { kind: 'unsubscribed', since: new Date(removed_at) };
  if (paused_until !== null && paused_until > now) {
    return { kind: 'paused', until: new Date(paused_until) };
  }
  return { kind: 'active' };
}
