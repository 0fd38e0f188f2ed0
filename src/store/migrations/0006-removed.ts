import type { Kysely } from 'kysely';

/** Adds when a subscriber was taken off the list: the row stays for the editions they received. */
export async function addRemoved(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('subscribers').addColumn('removed_at', 'text').execute();
}
