/** A confirmed wish to be on the list. */
import { sql, type Kysely } from 'kysely';
import type { ReaderKeys } from '../subscribers/reader-keys.ts';
import type { ConsentSource } from '../subscribers/reader.ts';
import type { Joined } from '../subscribers/readers.ts';
import { addressKey, type NewSubscriber } from '../subscribers/subscriber.ts';
import { addConsents } from './consents.ts';
import { putBack } from './departures.ts';
import type { Dialect } from './dialect.ts';
import { insertSubscriber } from './save.ts';
import type { Schema } from './schema.ts';
import { liftForReader } from './suppressions.ts';
import { toTopics } from './topics.ts';

type Database = Kysely<Schema>;

/**
 * Puts somebody on the list who confirmed that they want it, also after they left; within a
 * transaction. What they chose now is kept; what they do not say stays.
 */
export async function joinList(
  db: Database,
  dialect: Dialect,
  keys: ReaderKeys,
  subscriber: NewSubscriber,
  source: ConsentSource,
  now: string,
): Promise<Joined> {
  const key = addressKey(subscriber.email);
  const suppression = await liftForReader(db, keys, key);
  if (suppression) return { kind: 'suppressed', suppression };
  const row = await db
    .selectFrom('subscribers')
    .select(['id', 'reader_id', 'removed_at', 'name', 'locale'])
    .where('address_key', '=', key)
    .modifyEnd(sql.raw(dialect.lockRows('subscribers')))
    .executeTakeFirst();
  if (row?.removed_at === null) return { kind: 'already', readerId: row.reader_id ?? '' };
  const { id, readerId } = row
    ? { id: row.id, readerId: row.reader_id ?? '' }
    : await insertSubscriber(db, keys, subscriber, now);
  if (row) {
    await putBack(db, [id], now);
    const { name, topics, locale } = subscriber;
    await db
      .updateTable('subscribers')
      .set({
        name: name ?? row.name,
        locale: locale ?? row.locale,
        ...(topics && { topics: toTopics(topics) }),
      })
      .where('id', '=', id)
      .execute();
  }
  await addConsents(db, [{ subscriberId: id, action: 'confirmed', source }], now);
  return { kind: row ? 'came back' : 'joined', readerId };
}
