import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Keeps a text that readers agree to, once, and returns its hash; null without a text. */
export async function keepWording(
  db: Kysely<Schema>,
  text: string | undefined,
): Promise<string | null> {
  if (text === undefined) return null;
  const hashed = hash('sha256', text, 'hex');
  await db
    .insertInto('wordings')
    .values({ hash: hashed, text })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  return hashed;
}
