/** Reading readers: a row of the list with what suppresses its address. */
import type { Kysely, Selectable } from 'kysely';
import { defined } from '../base/defined.ts';
import type { Reader, ReaderState } from '../subscribers/reader.ts';
import type { SuppressionKind } from '../subscribers/suppression.ts';
import { addressKey } from '../subscribers/subscriber.ts';
import type { Schema, SubscribersTable } from './schema.ts';
import { toSubscriber } from './subscribers.ts';
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

export async function findReader(
  db: Database,
  readerId: string,
  now: string,
): Promise<Reader | undefined> {
  const row = await readerRows(db).where('reader_id', '=', readerId).executeTakeFirst();
  return row && toReader(row, now);
}

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
