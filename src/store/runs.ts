import { sql, type Kysely, type Selectable } from 'kysely';
import type { Claim, Lease, Run } from '../deliver/ledger.ts';
import type { RunsTable, Schema } from './schema.ts';

type Database = Kysely<Schema>;
type Plan = Pick<Run, 'edition' | 'audience' | 'contentHash'>;

export async function findRun(
  db: Database,
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

/** Makes a run and freezes its audience: everybody on the list, in the run's order. */
export async function createRun(db: Database, plan: Plan, now: string): Promise<Run> {
  const { edition, audience, contentHash } = plan;
  const made = await db.transaction().execute(async (transaction) => {
    const run = await transaction
      .insertInto('runs')
      .values({ edition, audience, content_hash: contentHash, total: 0, created_at: now })
      .onConflict((conflict) => conflict.columns(['edition', 'audience']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!run) return undefined;
    await transaction
      .insertInto('run_versions')
      .values({ run_id: run.id, version: 1, content_hash: contentHash, created_at: now })
      .execute();
    await planDeliveries(transaction, run.id, now);
    return transaction
      .updateTable('runs')
      .set((row) => ({
        total: row
          .selectFrom('deliveries')
          .select((delivery) => delivery.fn.countAll<number>().as('count'))
          .where('run_id', '=', run.id),
      }))
      .where('id', '=', run.id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
  const run = made ? toRun(made) : await findRun(db, edition, audience);
  if (!run) throw new Error(`The run of ${edition} was made and has gone.`);
  return run;
}

/** One delivery for everybody on the list; each domain is spread evenly over the whole run. */
async function planDeliveries(db: Database, runId: number, now: string): Promise<void> {
  await sql`
    insert into deliveries (run_id, subscriber_id, state, reply, position, updated_at)
    select ${sql.lit(runId)}, s.id,
      case when x.address_key is null then 'planned' else 'suppressed' end, x.reason,
      row_number() over (order by (s.nth - 0.5) / s.size, s.id), ${now}
    from (
      select id, address_key,
        row_number() over (partition by domain order by id) as nth,
        count(*) over (partition by domain) as size
      from subscribers
    ) s left join suppressions x on x.address_key = s.address_key`.execute(db);
}

/** Takes the lease on a run, unless a living owner has it. */
export async function claimRun(
  db: Database,
  run: Run,
  owner: string,
  now: string,
  until: string,
  isDead: (owner: string) => boolean,
): Promise<Claim> {
  for (;;) {
    const row = await db
      .selectFrom('runs')
      .selectAll()
      .where('id', '=', run.id)
      .executeTakeFirstOrThrow();
    const held = row.owner !== null && row.owner !== owner && (row.owned_until ?? '') >= now;
    if (held && row.owner !== null && !isDead(row.owner)) {
      return { kind: 'owned', owner: row.owner, until: new Date(row.owned_until ?? now) };
    }
    const fence = row.fence + 1;
    const { numUpdatedRows } = await db
      .updateTable('runs')
      .set({ owner, owned_until: until, fence })
      .where('id', '=', run.id)
      .where('fence', '=', row.fence)
      .executeTakeFirst();
    // Where somebody else was faster, look again who it is.
    if (numUpdatedRows > 0n) return { kind: 'claimed', lease: { run: toRun(row), owner, fence } };
  }
}

/** Makes the lease last; false where somebody else has taken it. */
export async function renewLease(db: Database, lease: Lease, until: string): Promise<boolean> {
  const { numUpdatedRows } = await ofLease(db, lease)
    .set({ owned_until: until })
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function freeLease(db: Database, lease: Lease): Promise<void> {
  await ofLease(db, lease).set({ owner: null, owned_until: null }).execute();
}

/** Sends another content from here on; the lease with the run's new version. */
export async function amendRun(
  db: Database,
  lease: Lease,
  contentHash: string,
  now: string,
): Promise<Lease> {
  const version = lease.run.version + 1;
  const { numUpdatedRows } = await ofLease(db, lease)
    .set({ content_hash: contentHash, version })
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return lease;
  await db
    .insertInto('run_versions')
    .values({ run_id: lease.run.id, version, content_hash: contentHash, created_at: now })
    .execute();
  return { ...lease, run: { ...lease.run, contentHash, version } };
}

function ofLease(db: Database, { run, fence }: Lease) {
  return db.updateTable('runs').where('id', '=', run.id).where('fence', '=', fence);
}

function toRun(row: Selectable<RunsTable>): Run {
  const { id, edition, audience, content_hash, version, total, created_at } = row;
  const createdAt = new Date(created_at);
  return { id, edition, audience, contentHash: content_hash, version, total, createdAt };
}
