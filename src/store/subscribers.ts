import { sql, type Insertable, type Kysely, type Selectable } from 'kysely';
import { defined } from '../base/defined.ts';
import { isTimeZone } from '../base/time-zone.ts';
import type { Saved } from '../subscribers/list.ts';
import {
  addressKey,
  timeZoneOf,
  type NewSubscriber,
  type Subscriber,
} from '../subscribers/subscriber.ts';
import { inPages, PAGE_SIZE } from './pages.ts';
import type { Schema, SubscribersTable } from './schema.ts';

/** Adds subscribers and updates those whose address is on the list; the last of a batch wins. */
export async function saveSubscribers(
  db: Kysely<Schema>,
  batch: readonly NewSubscriber[],
  now: string,
): Promise<Saved> {
  const rows = [
    ...new Map(batch.map((each) => [addressKey(each.email), toRow(each, now)])).values(),
  ];
  if (rows.length === 0) return { added: 0, updated: 0 };
  const before = await countSubscribers(db);
  await db
    .insertInto('subscribers')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('address_key').doUpdateSet((row) => ({
        email: row.ref('excluded.email'),
        name: row.ref('excluded.name'),
        first_name: row.ref('excluded.first_name'),
        last_name: row.ref('excluded.last_name'),
        attributes: row.ref('excluded.attributes'),
        time_zone: row.ref('excluded.time_zone'),
      })),
    )
    .execute();
  const added = (await countSubscribers(db)) - before;
  return { added, updated: batch.length - added };
}

export async function countSubscribers(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .selectFrom('subscribers')
    .select((subscriber) => subscriber.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Lists the distinct time zones of subscribers. */
export async function listTimeZones(db: Kysely<Schema>): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('subscribers')
    .select('time_zone')
    .distinct()
    .where('time_zone', 'is not', null)
    .execute();
  return rows.map((row) => row.time_zone ?? '').filter(isTimeZone);
}

/** Finds the subscriber with the longest address and name, whose letter is the longest. */
export async function longestSubscriber(db: Kysely<Schema>): Promise<Subscriber | undefined> {
  const row = await db
    .selectFrom('subscribers')
    .selectAll()
    .orderBy(
      sql`length(email) + length(coalesce(name, coalesce(first_name, '') || coalesce(last_name, '')))`,
      'desc',
    )
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row && toSubscriber(row);
}

export async function findSubscriber(
  db: Kysely<Schema>,
  id: number,
): Promise<Subscriber | undefined> {
  const row = await db
    .selectFrom('subscribers')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toSubscriber(row);
}

/** Finds subscribers whose address or name contains a text, in list order; '' matches all. */
export async function searchSubscribers(
  db: Kysely<Schema>,
  text: string,
  limit: number,
): Promise<readonly Subscriber[]> {
  const pattern = `%${text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;
  const names = sql<string>`lower(coalesce(name, '') || ' ' || coalesce(first_name, '') || ' ' || coalesce(last_name, ''))`;
  const rows = await db
    .selectFrom('subscribers')
    .selectAll()
    .where(
      sql<boolean>`(lower(email) like ${pattern} escape '\\' or ${names} like ${pattern} escape '\\')`,
    )
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toSubscriber);
}

/** Lists every subscriber in list order. */
export async function* listSubscribers(db: Kysely<Schema>): AsyncGenerator<Subscriber> {
  const page = (after: number) =>
    db
      .selectFrom('subscribers')
      .selectAll()
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE_SIZE)
      .execute();
  for await (const row of inPages(page, ({ id }) => id)) yield toSubscriber(row);
}

export function toSubscriber(row: Selectable<SubscribersTable>): Subscriber {
  return {
    id: row.id,
    email: row.email,
    ...defined({
      name: row.name ?? undefined,
      firstName: row.first_name ?? undefined,
      lastName: row.last_name ?? undefined,
    }),
    attributes: JSON.parse(row.attributes) as Record<string, string>,
  };
}

function toRow(subscriber: NewSubscriber, now: string): Insertable<SubscribersTable> {
  const { email, name, firstName, lastName, attributes } = subscriber;
  const key = addressKey(email);
  return {
    email,
    address_key: key,
    domain: key.slice(key.lastIndexOf('@') + 1),
    name: name ?? null,
    first_name: firstName ?? null,
    last_name: lastName ?? null,
    attributes: JSON.stringify(attributes),
    time_zone: timeZoneOf(subscriber) ?? null,
    created_at: now,
  };
}
