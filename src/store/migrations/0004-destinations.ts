import { sql, type Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/**
 * Gives each run its destination, and lets an edition have one run for each; adds the fingerprint
 * of the story. An earlier run did not record where its letters went, so it counts as a delivery
 * to readers: real mail that arrives twice is worse than a trial that has to be repeated.
 */
export async function addDestinations(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const key = ['edition', 'audience', 'destination'];
  await dialect.changeTable(db, async (changing) => {
    await changing.schema
      .alterTable('runs')
      .addColumn('destination', 'text', (column) => column.notNull().defaultTo('server'))
      .execute();
    await changing.schema.alterTable('runs').addColumn('fingerprint', 'text').execute();
    await dialect.replaceUnique(changing, 'runs', 'runs_edition_audience', key);
    await normalizeEditions(changing);
  });
}

/** Ids of editions are in NFC from now on, however the file system spells the name. */
async function normalizeEditions(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: number; edition: string }>`select id, edition from runs`.execute(
    db,
  );
  const known = new Set(rows.map(({ edition }) => edition));
  for (const { id, edition } of rows) {
    const normal = edition.normalize('NFC');
    if (normal === edition || known.has(normal)) continue;
    known.add(normal);
    await sql`update runs set edition = ${normal} where id = ${id}`.execute(db);
  }
}
