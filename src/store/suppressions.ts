import type { Kysely } from 'kysely';
import type { Suppression, SuppressionKind } from '../subscribers/list.ts';
import { addressKey } from '../subscribers/subscriber.ts';
import type { Schema } from './schema.ts';

/** Puts an address on the suppression list; the first reason stands. */
export async function suppress(
  db: Kysely<Schema>,
  email: string,
  reason: string,
  now: string,
  kind: SuppressionKind = 'by-hand',
): Promise<void> {
  await db
    .insertInto('suppressions')
    .values({ address_key: addressKey(email), reason, kind, created_at: now })
    .onConflict((conflict) => conflict.column('address_key').doNothing())
    .execute();
}

export async function findSuppression(
  db: Kysely<Schema>,
  email: string,
): Promise<Suppression | undefined> {
  const row = await db
    .selectFrom('suppressions')
    .selectAll()
    .where('address_key', '=', addressKey(email))
    .executeTakeFirst();
  return row && { kind: row.kind, reason: row.reason, since: new Date(row.created_at) };
}
