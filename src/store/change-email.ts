/** Another address for a reader. */
import { sql, type Kysely } from 'kysely';
import type { ReaderKeys } from '../subscribers/reader-keys.ts';
import type { ConsentSource } from '../subscribers/reader.ts';
import type { EmailChange } from '../subscribers/readers.ts';
import { addressKey } from '../subscribers/subscriber.ts';
import { addConsents } from './consents.ts';
import type { Dialect } from './dialect.ts';
import type { Schema } from './schema.ts';
import { liftForReader } from './suppressions.ts';
import { moveCounts } from './tallies.ts';

type Database = Kysely<Schema>;

/** Gives a reader another address, which they have confirmed. The links in their letters still work. */
export async function changeEmail(
  db: Database,
  dialect: Dialect,
  keys: ReaderKeys,
  readerId: string,
  email: string,
  source: ConsentSource,
  now: string,
): Promise<EmailChange> {
  const key = addressKey(email);
  const domain = key.slice(key.lastIndexOf('@') + 1);
  return db.transaction().execute(async (transaction) => {
    await dialect.holdRuns(transaction);
    const rows = await transaction
      .selectFrom('subscribers')
      .select(['id', 'reader_id', 'address_key', 'domain'])
      .where((row) => row.or([row('reader_id', '=', readerId), row('address_key', '=', key)]))
      .orderBy('id')
      .modifyEnd(sql.raw(dialect.lockRows('subscribers')))
      .execute();
    const reader = rows.find(({ reader_id }) => reader_id === readerId);
    if (!reader) return 'unknown';
    if (rows.length > 1) return 'taken';
    if (reader.address_key !== key && (await liftForReader(transaction, keys, key))) {
      return 'suppressed';
    }
    await moveCounts(transaction, dialect, reader.id, reader.domain, domain);
    await transaction
      .updateTable('subscribers')
      .set({ email, address_key: key, domain })
      .where('id', '=', reader.id)
      .execute();
    const entry = { ...source, detail: source.detail ?? 'address' };
    await addConsents(
      transaction,
      [{ subscriberId: reader.id, action: 'changed', source: entry }],
      now,
    );
    return 'changed';
  });
}
