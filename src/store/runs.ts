import { sql, type Kysely, type Selectable } from 'kysely';
import type { Run } from '../deliver/ledger.ts';
import type { RunsTable, Schema } from './schema.ts';

export async function findRun(
  db: Kysely<Schema>,
  edition: string,
  audience: string,
): Promise<Run | undefined> {
  const row = await db
    .selectFrom('runs')
    .selectAll()
    .where('edition', '=', edition)
    .where('audience', '=', audience)
    .executeTakeFirst();
  return row && toRun(row);
}

/** Makes a run and freezes its audience: one planned delivery for everybody on the list. */
export async function createRun(
  db: Kysely<Schema>,
  { edition, audience, contentHash }: Pick<Run, 'edition' | 'audience' | 'contentHash'>,
  now: string,
): Promise<Run> {
  return db.transaction().execute(async (transaction) => {
    const { id } = await transaction
      .insertInto('runs')
      .values({ edition, audience, content_hash: contentHash, total: 0, created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await transaction
      .insertInto('deliveries')
      .columns(['run_id', 'subscriber_id', 'state', 'updated_at'])
      .expression((query) =>
        query
          .selectFrom('subscribers')
          .select([
            sql<number>`${id}`.as('run_id'),
            'id',
            sql<string>`'planned'`.as('state'),
            sql<string>`${now}`.as('updated_at'),
          ]),
      )
      .execute();
    const row = await transaction
      .updateTable('runs')
      .set((run) => ({
        total: run
          .selectFrom('deliveries')
          .select((delivery) => delivery.fn.countAll<number>().as('count'))
          .where('run_id', '=', id),
      }))
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return toRun(row);
  });
}

/** Takes or renews the lease on a run; who has it and until when, where somebody else does. */
export async function leaseRun(
  db: Kysely<Schema>,
  run: Run,
  owner: string,
  now: string,
  until: string,
): Promise<{ owner: string; until: string } | undefined> {
  const { numUpdatedRows } = await db
    .updateTable('runs')
    .set({ owner, owned_until: until })
    .where('id', '=', run.id)
    .where((run) =>
      run.or([run('owner', 'is', null), run('owner', '=', owner), run('owned_until', '<', now)]),
    )
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return undefined;
  const row = await db
    .selectFrom('runs')
    .select(['owner', 'owned_until'])
    .where('id', '=', run.id)
    .executeTakeFirstOrThrow();
  return { owner: row.owner ?? '', until: row.owned_until ?? '' };
}

export async function freeRun(db: Kysely<Schema>, run: Run, owner: string): Promise<void> {
  await db
    .updateTable('runs')
    .set({ owner: null, owned_until: null })
    .where('id', '=', run.id)
    .where('owner', '=', owner)
    .execute();
}

function toRun({ id, edition, audience, content_hash, total }: Selectable<RunsTable>): Run {
  return { id, edition, audience, contentHash: content_hash, total };
}
