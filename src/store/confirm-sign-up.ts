/** The confirmation of a sign-up: the person is on the list, and the record of consent says why. */
import { randomBytes } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { defined } from '../base/defined.ts';
import type { ReaderKeys } from '../subscribers/reader-keys.ts';
import { CONFIRM_WITHIN_HOURS, type Confirmed } from '../subscribers/sign-ups.ts';
import { undoDepartures } from './departures.ts';
import { queueMails } from './outbox.ts';
import type { Schema, SignUpsTable } from './schema.ts';
import { oneAtATime } from './sign-up-mails.ts';
import { fromTopics } from './topics.ts';
import { standingOf } from './sign-up-standing.ts';
import { liftWhatReadersCan } from './suppressions.ts';
import { findSignUp } from './sign-ups.ts';

type Database = Kysely<Schema>;
type Row = Selectable<SignUpsTable>;

/** Confirms a sign-up. A second time, or too late, it changes nothing and says so. */
export function confirmSignUp(
  db: Database,
  keys: ReaderKeys,
  signUpId: string,
  now: Date,
  newestEdition: boolean,
): Promise<Confirmed> {
  return db.transaction().execute(async (transaction): Promise<Confirmed> => {
    await oneAtATime(transaction, now);
    const row = await takeOpen(transaction, signUpId, now);
    if (!row) return notOpen(await findSignUp(transaction, signUpId, now));
    const standing = await standingOf(transaction, keys, row.address_key);
    if (standing.kind === 'closed') return { kind: 'suppressed' };
    const lifted = await liftWhatReadersCan(transaction, keys, row.address_key);
    const reader = await putOnList(transaction, keys, row, now);
    await recordConsent(transaction, reader.id, row, lifted, now);
    const locale = defined({ locale: row.locale ?? undefined });
    const kinds = newestEdition ? (['welcome', 'newest-edition'] as const) : (['welcome'] as const);
    const mails = kinds.map((kind) => ({
      to: row.email,
      mail: { kind, readerId: reader.readerId },
      ...locale,
    }));
    await queueMails(transaction, mails, now.toISOString());
    return { kind: 'confirmed', readerId: reader.readerId, ...locale };
  });
}

/** Nothing is lost between two looks: a confirmation holds up all others. */
function notOpen(standing: Awaited<ReturnType<typeof findSignUp>>): Confirmed {
  return standing.kind === 'open' ? { kind: 'unknown' } : standing;
}

/** Marks a sign-up that can be confirmed, and returns it. */
function takeOpen(db: Database, signUpId: string, now: Date): Promise<Row | undefined> {
  const since = new Date(now.getTime() - CONFIRM_WITHIN_HOURS * 3_600_000).toISOString();
  return db
    .updateTable('sign_ups')
    .set({ confirmed_at: now.toISOString(), release_at: null })
    .where('sign_up_id', '=', signUpId)
    .where('kind', '=', 'confirm')
    .where('confirmed_at', 'is', null)
    .where('mailed_at', '>=', since)
    .returningAll()
    .executeTakeFirst();
}

/** Adds the person, or puts them back with what they had and what they chose now. */
async function putOnList(
  db: Database,
  keys: ReaderKeys,
  row: Row,
  now: Date,
): Promise<{ readonly id: number; readonly readerId: string }> {
  const { email, address_key, domain, name, topics, locale } = row;
  const reader_id = await freeReaderId(db, keys, address_key);
  const chosen = defined({ topics: topics ?? undefined, locale: locale ?? undefined });
  const stored = await db
    .insertInto('subscribers')
    .values({
      ...{ email, address_key, domain, name, topics, locale, reader_id },
      attributes: '{}',
      created_at: now.toISOString(),
    })
    .onConflict((conflict) =>
      conflict.column('address_key').doUpdateSet((known) => ({
        ...{ email, removed_at: null, paused_until: null, ...chosen },
        ...(name !== null && { name }),
        reader_id: known.fn.coalesce('subscribers.reader_id', known.val(reader_id)),
      })),
    )
    .returning(['id', 'reader_id'])
    .executeTakeFirstOrThrow();
  await undoDepartures(db, [stored.id], now.toISOString());
  return { id: stored.id, readerId: stored.reader_id ?? reader_id };
}

/** The id of an address may belong to a reader who had it once, and has another address now. */
async function freeReaderId(db: Database, keys: ReaderKeys, addressKey: string): Promise<string> {
  const id = keys.idFor(addressKey);
  const other = await db
    .selectFrom('subscribers')
    .select('id')
    .where('reader_id', '=', id)
    .where('address_key', '<>', addressKey)
    .executeTakeFirst();
  return other ? randomBytes(16).toString('base64url') : id;
}

/** Writes what was asked, when, with which words, and that it was confirmed. */
async function recordConsent(
  db: Database,
  subscriberId: number,
  row: Row,
  lifted: readonly string[],
  now: Date,
): Promise<void> {
  const { source, page, wording, locale, message_id, ip, topics, asked_at } = row;
  const chosen = topics === null ? undefined : `topics: ${(fromTopics(topics) ?? []).join(', ')}`;
  const details = [
    ...(chosen === undefined ? [] : [chosen]),
    ...lifted.map((kind) => `lifted suppression: ${kind}`),
  ];
  const common = { subscriber_id: subscriberId, source, page, wording, locale, message_id };
  await db
    .insertInto('consents')
    .values([
      { ...common, action: 'asked', at: asked_at, ip, detail: chosen ?? null },
      {
        ...common,
        action: 'confirmed',
        at: now.toISOString(),
        ip: null,
        detail: details.length === 0 ? null : details.join('; '),
      },
    ])
    .execute();
}
