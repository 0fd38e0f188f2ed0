import { sql, type Kysely, type Selectable } from 'kysely';
import { defined } from '../base/defined.ts';
import { isTimeZone } from '../base/time-zone.ts';
import type { ReceivedEdition } from '../subscribers/list.ts';
import type { Segment } from '../subscribers/segment.ts';
import { addressKey, type Subscriber } from '../subscribers/subscriber.ts';
import type { Dialect } from './dialect.ts';
import { inPages, PAGE_SIZE } from './pages.ts';
import { isIn } from './segments.ts';
import type { Schema, SubscribersTable } from './schema.ts';

/** Counts the subscribers who are on the list. */
export async function countSubscribers(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .selectFrom('subscribers')
    .select((subscriber) => subscriber.fn.countAll<number>().as('count'))
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Lists the distinct time zones of subscribers. */
export async function listTimeZones(
  db: Kysely<Schema>,
  dialect: Dialect,
  segment: Segment | undefined,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('subscribers')
    .select('time_zone')
    .distinct()
    .where('time_zone', 'is not', null)
    .where(isIn(dialect, segment))
    .execute();
  return rows.map((row) => row.time_zone ?? '').filter(isTimeZone);
}

/** Finds the subscriber with the longest address and name, whose letter is the longest. */
export async function longestSubscriber(
  db: Kysely<Schema>,
  dialect: Dialect,
  segment: Segment | undefined,
): Promise<Subscriber | undefined> {
  const row = await db
    .selectFrom('subscribers')
    .selectAll()
    .where(isIn(dialect, segment))
    .orderBy(
      sql`length(email) + length(coalesce(name, coalesce(first_name, '') || coalesce(last_name, '')))`,
      'desc',
    )
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row && toSubscriber(row);
}

/** Finds a subscriber by the number of their row. */
export async function findSubscriber(
  db: Kysely<Schema>,
  id: number,
): Promise<Subscriber | undefined> {
  const row = await db
    .selectFrom('subscribers')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row && toSubscriber(row);
}

/** Finds a subscriber by address. */
export async function findSubscriberByEmail(
  db: Kysely<Schema>,
  email: string,
): Promise<Subscriber | undefined> {
  const row = await db
    .selectFrom('subscribers')
    .selectAll()
    .where('address_key', '=', addressKey(email))
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row && toSubscriber(row);
}

/** Lists the editions that were sent to an address through a server, newest first. */
export async function receivedEditions(
  db: Kysely<Schema>,
  email: string,
): Promise<readonly ReceivedEdition[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
    .innerJoin('runs', 'runs.id', 'deliveries.run_id')
    .select(['runs.edition', 'deliveries.state', 'deliveries.updated_at', 'deliveries.reply'])
    .where('subscribers.address_key', '=', addressKey(email))
    .where('runs.destination', '=', 'server')
    .orderBy('runs.created_at', 'desc')
    .orderBy('runs.id', 'desc')
    .execute();
  return rows.map(({ edition, state, updated_at, reply }) => ({
    edition,
    state,
    at: new Date(updated_at),
    ...defined({ reason: reply ?? undefined }),
  }));
}

/** Finds subscribers whose address or name contains a text, in list order; '' matches all. */
export async function searchSubscribers(
  db: Kysely<Schema>,
  text: string,
  limit: number,
): Promise<readonly Subscriber[]> {
  const rows = await db
    .selectFrom('subscribers')
    .selectAll()
    .where(containsText(text))
    .where('removed_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toSubscriber);
}

/** Returns a condition for subscribers whose address or name contains a text; '' matches all. */
export function containsText(text: string) {
  const pattern = `%${text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;
  const names = sql<string>`lower(coalesce(name, '') || ' ' || coalesce(first_name, '') || ' ' || coalesce(last_name, ''))`;
  return sql<boolean>`(lower(email) like ${pattern} escape '\\' or ${names} like ${pattern} escape '\\')`;
}

/** Lists every subscriber in list order. */
export async function* listSubscribers(db: Kysely<Schema>): AsyncGenerator<Subscriber> {
  const page = (after: number) =>
    db
      .selectFrom('subscribers')
      .selectAll()
      .where('id', '>', after)
      .where('removed_at', 'is', null)
      .orderBy('id')
      .limit(PAGE_SIZE)
      .execute();
  for await (const row of inPages(page, ({ id }) => id)) yield toSubscriber(row);
}

/** Turns a row into a subscriber. */
export function toSubscriber(row: Selectable<SubscribersTable>): Subscriber {
  return {
    id: row.id,
    email: row.email,
    ...defined({
      name: row.name ?? undefined,
      firstName: row.first_name ?? undefined,
      lastName: row.last_name ?? undefined,
      readerId: row.reader_id ?? undefined,
    }),
    attributes: JSON.parse(row.attributes) as Record<string, string>,
  };
}
