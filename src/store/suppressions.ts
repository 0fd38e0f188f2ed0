import type { Kysely, Selectable } from 'kysely';
import type { ReaderKeys } from '../subscribers/reader-keys.ts';
import type { ConsentAction } from '../subscribers/reader.ts';
import {
  LIFTED_BY_READERS,
  type Suppression,
  type SuppressionKind,
} from '../subscribers/suppression.ts';
import { addressKey } from '../subscribers/subscriber.ts';
import { addConsents } from './consents.ts';
import { PAGE_SIZE } from './pages.ts';
import type { Schema, SuppressionsTable } from './schema.ts';

type Database = Kysely<Schema>;

/** Puts an address on the suppression list, unless it is there, also as that of an erased reader. */
export async function suppress(
  db: Database,
  keys: ReaderKeys,
  email: string,
  reason: string,
  now: string,
  kind: SuppressionKind = 'by-hand',
): Promise<void> {
  const key = addressKey(email);
  await db.transaction().execute(async (transaction) => {
    if (await isErased(transaction, keys, key)) return;
    const { numInsertedOrUpdatedRows: added } = await transaction
      .insertInto('suppressions')
      .values({ address_key: key, reason, kind, created_at: now })
      .onConflict((conflict) => conflict.column('address_key').doNothing())
      .executeTakeFirst();
    // What a server says of an address is no wish of anybody.
    if (!added || kind === 'hard-bounce') return;
    const action = kind === 'by-hand' ? 'changed' : 'withdrawn';
    await noteFor(transaction, key, action, `suppressed (${kind}): ${reason}`, now);
  });
}

/** Adds to the record of consent of the reader with an address, if there is one. */
async function noteFor(
  db: Database,
  key: string,
  action: ConsentAction,
  detail: string,
  now: string,
): Promise<void> {
  const reader = await db
    .selectFrom('subscribers')
    .select('id')
    .where('address_key', '=', key)
    .executeTakeFirst();
  if (!reader) return;
  const source = { source: 'suppression list', detail };
  await addConsents(db, [{ subscriberId: reader.id, action, source }], now);
}

/** Finds the suppression of an address. */
export async function findSuppression(
  db: Database,
  keys: ReaderKeys,
  email: string,
): Promise<Suppression | undefined> {
  const row = await rowsOf(db, keys, addressKey(email)).selectAll().executeTakeFirst();
  return row && toSuppression(row);
}

/** Takes an address off the suppression list; returns whether it was on it. */
export function liftSuppression(
  db: Database,
  keys: ReaderKeys,
  email: string,
  now: string,
): Promise<boolean> {
  const key = addressKey(email);
  return db.transaction().execute(async (transaction) => {
    const lifted = await transaction
      .deleteFrom('suppressions')
      .where('address_key', 'in', suppressionKeys(keys, key))
      .returning('kind')
      .execute();
    for (const { kind } of lifted) {
      await noteFor(transaction, key, 'restored', `suppression lifted (${kind})`, now);
    }
    return lifted.length > 0;
  });
}

/**
 * Takes an address off the suppression list because its reader has confirmed a mail; returns what
 * that does not lift, and then changes nothing.
 */
export async function liftForReader(
  db: Database,
  keys: ReaderKeys,
  key: string,
): Promise<Suppression | undefined> {
  const rows = await rowsOf(db, keys, key).selectAll().execute();
  const lasting = rows.find(({ kind }) => !LIFTED_BY_READERS.includes(kind));
  if (lasting) return toSuppression(lasting);
  if (rows.length > 0) await liftWhatReadersCan(db, keys, key);
  return undefined;
}

/** Lifts what the owner of an address can lift; returns the kinds of it. */
export async function liftWhatReadersCan(
  db: Database,
  keys: ReaderKeys,
  key: string,
): Promise<readonly SuppressionKind[]> {
  const lifted = await db
    .deleteFrom('suppressions')
    .where('address_key', 'in', suppressionKeys(keys, key))
    .where('kind', 'in', LIFTED_BY_READERS)
    .returning('kind')
    .execute();
  return lifted.map(({ kind }) => kind);
}

/** Lists every suppression by its address key. */
export async function* listSuppressions(
  db: Database,
): AsyncGenerator<Suppression & { readonly addressKey: string }> {
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('suppressions')
      .selectAll()
      .where('address_key', '>', after)
      .orderBy('address_key')
      .limit(PAGE_SIZE)
      .execute();
    for (const row of rows) yield { ...toSuppression(row), addressKey: row.address_key };
    const last = rows.at(-1);
    if (!last) return;
    after = last.address_key;
  }
}

/** Whether somebody with this address was erased; without a secret nobody can tell. */
async function isErased(db: Database, keys: ReaderKeys, key: string): Promise<boolean> {
  const hashes = erasedKeys(keys, key);
  if (hashes.length === 0) return false;
  const row = await db
    .selectFrom('suppressions')
    .select('kind')
    .where('address_key', 'in', hashes)
    .executeTakeFirst();
  return row !== undefined;
}

function rowsOf(db: Database, keys: ReaderKeys, key: string) {
  return db.selectFrom('suppressions').where('address_key', 'in', suppressionKeys(keys, key));
}

/**
 * Returns the keys under which an address can be suppressed: its own, and those of an erased one.
 */
export function suppressionKeys(keys: ReaderKeys, key: string): readonly string[] {
  return [key, ...erasedKeys(keys, key)];
}

/** Returns the keys of an erased address, the current one first. */
export function erasedKeys(keys: ReaderKeys, key: string): readonly string[] {
  return keys.hashesOf(key).map((hash) => `erased:${hash}`);
}

function toSuppression(row: Selectable<SuppressionsTable>): Suppression {
  return { kind: row.kind, reason: row.reason, since: new Date(row.created_at) };
}
