import type { Kysely } from 'kysely';

/** Adds the owner of a run, by its fence, that somebody has asked to stop. */
export async function addStopRequests(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('runs').addColumn('stop_fence', 'integer').execute();
}
