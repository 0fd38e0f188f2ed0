/** Saving an import: who is new, who is updated, and who said no and stays off the list. */
import { randomBytes } from 'node:crypto';
import { sql, type Insertable, type Kysely } from 'kysely';
import type { SaveOptions, Saved, Skipped, SkipReason } from '../subscribers/list.ts';
import type { ReaderKeys } from '../subscribers/reader-keys.ts';
import type { ConsentSource } from '../subscribers/reader.ts';
import {
  addressKey,
  domainOfKey,
  timeZoneOf,
  type NewSubscriber,
} from '../subscribers/subscriber.ts';
import { inChunks } from './chunks.ts';
import { addConsents } from './consents.ts';
import type { Dialect } from './dialect.ts';
import type { Schema, SubscribersTable } from './schema.ts';
import { erasedKeys } from './suppressions.ts';
import { toTopics } from './topics.ts';

type Database = Kysely<Schema>;

/** Rows of one address as one. */
interface Merged {
  readonly key: string;
  readonly subscriber: NewSubscriber;
  /** Their places in the batch. */
  readonly indexes: readonly number[];
}

const UNKNOWN: ConsentSource = { source: 'unknown' };

/**
 * Adds subscribers and updates those who are on the list, with what each of them has or, with
 * `replace`, with all of it. Skips who unsubscribed, is suppressed, or was erased.
 */
export async function saveSubscribers(
  db: Database,
  dialect: Dialect,
  keys: ReaderKeys,
  batch: readonly NewSubscriber[],
  now: string,
  { replace = false, consentOf = () => UNKNOWN }: SaveOptions = {},
): Promise<Saved> {
  const skipped: Skipped[] = [];
  let added = 0;
  await db.transaction().execute(async (transaction) => {
    for (const some of inChunks(mergedByAddress(batch))) {
      const { fresh, known, left } = await sortOut(transaction, dialect, keys, some);
      for (const [{ indexes }, why] of left) {
        skipped.push(...indexes.map((index) => ({ index, email: batch[index]?.email ?? '', why })));
      }
      const ids = await insert(transaction, keys, fresh, now);
      const late = fresh.filter(({ key }) => !ids.has(key));
      await update(transaction, dialect, [...known, ...late], now, replace);
      const entries = fresh.flatMap(({ key, indexes }) => {
        const subscriberId = ids.get(key);
        const source = consentOf(indexes.at(-1) ?? 0);
        return subscriberId === undefined
          ? []
          : [{ subscriberId, action: 'imported' as const, source }];
      });
      await addConsents(transaction, entries, now);
      added += ids.size;
    }
  });
  skipped.sort((a, b) => a.index - b.index);
  return { added, updated: batch.length - added - skipped.length, skipped };
}

/** Rows of one address as one: a later one adds to, and wins over, an earlier one. */
function mergedByAddress(batch: readonly NewSubscriber[]): readonly Merged[] {
  const merged = new Map<string, Merged>();
  for (const [index, each] of batch.entries()) {
    const key = addressKey(each.email);
    const before = merged.get(key);
    const attributes = { ...before?.subscriber.attributes, ...each.attributes };
    merged.set(key, {
      key,
      subscriber: { ...before?.subscriber, ...each, attributes },
      indexes: [...(before?.indexes ?? []), index],
    });
  }
  return Array.from(merged.values());
}

interface SortedOut {
  readonly fresh: readonly Merged[];
  readonly known: readonly Merged[];
  readonly left: ReadonlyMap<Merged, SkipReason>;
}

/** Tells who is new, who is on the list, and who must not be put on it. */
async function sortOut(
  db: Database,
  dialect: Dialect,
  keys: ReaderKeys,
  rows: readonly Merged[],
): Promise<SortedOut> {
  const rowKeys = rows.map(({ key }) => key);
  const there = await db
    .selectFrom('subscribers')
    .select(['address_key', 'removed_at'])
    .where('address_key', 'in', rowKeys)
    .orderBy('id')
    .modifyEnd(sql.raw(dialect.lockRows('subscribers')))
    .execute();
  const removed = new Map(there.map((row) => [row.address_key, row.removed_at !== null]));
  const suppressed = await suppressedAmong(db, rowKeys);
  const erased = await erasedAmong(db, keys, rowKeys);
  const fresh: Merged[] = [];
  const known: Merged[] = [];
  const left = new Map<Merged, SkipReason>();
  for (const row of rows) {
    if (erased.has(row.key)) left.set(row, 'erased');
    else if (suppressed.has(row.key)) left.set(row, 'suppressed');
    else if (removed.get(row.key) === true) left.set(row, 'unsubscribed');
    else (removed.has(row.key) ? known : fresh).push(row);
  }
  return { fresh, known, left };
}

async function suppressedAmong(db: Database, keys: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('suppressions')
    .select('address_key')
    .where('address_key', 'in', keys)
    .execute();
  return new Set(rows.map(({ address_key }) => address_key));
}

/** Finds the addresses of erased readers. Hashes are only made where somebody was erased. */
async function erasedAmong(
  db: Database,
  readerKeys: ReaderKeys,
  keys: readonly string[],
): Promise<Set<string>> {
  const anybody = await db
    .selectFrom('suppressions')
    .select('address_key')
    .where('kind', '=', 'erased')
    .limit(1)
    .executeTakeFirst();
  if (!anybody) return new Set();
  const addresses = new Map(
    keys.flatMap((key) => erasedKeys(readerKeys, key).map((erased) => [erased, key] as const)),
  );
  const found = new Set<string>();
  for (const some of inChunks([...addresses.keys()])) {
    for (const erased of await suppressedAmong(db, some)) found.add(addresses.get(erased) ?? '');
  }
  return found;
}

/** Inserts subscribers; returns the ids of their rows by address key. */
async function insert(
  db: Database,
  keys: ReaderKeys,
  rows: readonly Merged[],
  now: string,
): Promise<ReadonlyMap<string, number>> {
  const ids = await insertNew(
    db,
    rows.map((row) => toRow(row, keys.idFor(row.key), now)),
  );
  // Whose id has somebody who gave that address up gets another one.
  const missing = rows.filter(({ key }) => !ids.has(key));
  const others = await insertNew(
    db,
    missing.map((row) => toRow(row, randomBytes(16).toString('base64url'), now)),
  );
  return new Map([...ids, ...others]);
}

/** Leaves out rows whose address key or reader id is taken. */
async function insertNew(
  db: Database,
  rows: readonly Insertable<SubscribersTable>[],
): Promise<ReadonlyMap<string, number>> {
  if (rows.length === 0) return new Map();
  const added = await db
    .insertInto('subscribers')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'address_key'])
    .execute();
  return new Map(added.map(({ id, address_key }) => [address_key, id]));
}

/** Updates the rows of subscribers who are there. */
async function update(
  db: Database,
  dialect: Dialect,
  rows: readonly Merged[],
  now: string,
  replace: boolean,
): Promise<void> {
  if (rows.length === 0) return;
  const keep = (column: 'name' | 'first_name' | 'last_name' | 'time_zone') =>
    replace
      ? sql<string | null>`${sql.ref(`excluded.${column}`)}`
      : sql<
          string | null
        >`coalesce(${sql.ref(`excluded.${column}`)}, ${sql.ref(`subscribers.${column}`)})`;
  const attributes = replace
    ? 'excluded.attributes'
    : dialect.mergeJson('subscribers.attributes', 'excluded.attributes');
  await db
    .insertInto('subscribers')
    .values(rows.map((row) => toRow(row, null, now)))
    .onConflict((conflict) =>
      conflict.column('address_key').doUpdateSet((row) => ({
        email: row.ref('excluded.email'),
        name: keep('name'),
        first_name: keep('first_name'),
        last_name: keep('last_name'),
        attributes: sql<string>`${sql.raw(attributes)}`,
        time_zone: sql<string | null>`case when subscribers.zone_chosen_at is null
            then ${keep('time_zone')} else subscribers.time_zone end`,
      })),
    )
    .execute();
}

function toRow(
  { key, subscriber }: Pick<Merged, 'key' | 'subscriber'>,
  readerId: string | null,
  now: string,
): Insertable<SubscribersTable> {
  const { email, name, firstName, lastName, attributes, topics, locale } = subscriber;
  return {
    email,
    address_key: key,
    domain: domainOfKey(key),
    name: name ?? null,
    first_name: firstName ?? null,
    last_name: lastName ?? null,
    attributes: JSON.stringify(attributes),
    time_zone: timeZoneOf(subscriber) ?? null,
    created_at: now,
    reader_id: readerId,
    topics: toTopics(topics),
    locale: locale ?? null,
  };
}
