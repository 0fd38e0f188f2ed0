/** Another address for a reader. */
import { sql, type Kysely } from 'kysely';
import { defined } from '../base/defined.ts';
import type { ReaderKeys } from '../subscribers/reader-keys.ts';
import { ADDRESS_CHANGED, type ConsentSource } from '../subscribers/reader.ts';
import type { EmailChange } from '../subscribers/readers.ts';
import { addressKey, domainOfKey, smtpAddress } from '../subscribers/subscriber.ts';
import { addConsents } from './consents.ts';
import type { Dialect } from './dialect.ts';
import { queueMails } from './outbox.ts';
import type { Schema } from './schema.ts';
import { endRequests } from './requests.ts';
import { liftForReader } from './suppressions.ts';
import { moveCounts } from './tallies.ts';

type Database = Kysely<Schema>;

/**
 * Gives a reader another address, which they have confirmed, and tells the one before, so that nobody
 * is moved without noticing. The links in their letters still work; those of earlier requests, which
 * went to other addresses, do not.
 */
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
  const domain = domainOfKey(key);
  return db.transaction().execute(async (transaction) => {
    await dialect.holdRuns(transaction);
    const rows = await transaction
      .selectFrom('subscribers')
      .select(['id', 'reader_id', 'email', 'address_key', 'domain'])
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
    await endRequests(transaction, reader.id, now);
    const entry = { ...source, detail: ADDRESS_CHANGED };
    await addConsents(
      transaction,
      [{ subscriberId: reader.id, action: 'changed', source: entry }],
      now,
    );
    if (smtpAddress(reader.email) !== smtpAddress(email)) {
      const mail = { kind: 'address-changed', readerId } as const;
      const told = { to: reader.email, mail, ...defined({ locale: source.locale }) };
      await queueMails(transaction, [told], now);
    }
    return 'changed';
  });
}
