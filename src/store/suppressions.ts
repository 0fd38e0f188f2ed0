import type { Kysely } from 'kysely';
import { addressKey } from '../subscribers/subscriber.ts';
import type { Schema } from './schema.ts';

/** Puts an address on the suppression list; the first reason stands. */
export async function suppress(
  db: Kysely<Schema>,
  email: string,
  reason: string,
  now: string,
): Promise<void> {
  await db
    .insertInto('suppressions')
    .values({ address_key: addressKey(email), reason, created_at: now })
    .onConflict((conflict) => conflict.column('address_key').doNothing())
    .execute();
}
