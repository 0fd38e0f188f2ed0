import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Keeps a text that readers agree to, once, and returns its hash; null without a text. */
export async function keepWording(
  db: Kysely<Schema>,
  text: string | undefined,
): Promise<string | null> {
  if (text === undefined) return null;
  const hashed = hashOf(text);
  await db
    .insertInto('wordings')
    .values({ hash: hashed, text })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  return hashed;
}

/** Returns the hash by which a text is kept: SHA-256 in hex. */
export function hashOf(text: string): string {
  return hash('sha256', text);
}
