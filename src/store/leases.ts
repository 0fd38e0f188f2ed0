/** The lease on a run, and what only its owner may change in the run. */
import type { Kysely } from 'kysely';
import type { Lease, Run } from '../deliver/ledger.ts';
import type { Claim, Holder } from '../deliver/runs.ts';
import { toRun } from './runs.ts';
import type { Schema } from './schema.ts';

type Database = Kysely<Schema>;

/** Takes the lease until a time, unless a living owner holds it; returns the run as it is now. */
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
    // If another process was faster, read again who it is.
    if (numUpdatedRows > 0n) return { kind: 'claimed', lease: { run: toRun(row), owner, fence } };
  }
}

/** Extends the lease; returns false if another owner has taken the run. */
export async function renewLease(db: Database, lease: Lease, until: string): Promise<boolean> {
  const { numUpdatedRows } = await ofLease(db, lease)
    .set({ owned_until: until })
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function freeLease(db: Database, lease: Lease): Promise<void> {
  await ofLease(db, lease).set({ owner: null, owned_until: null }).execute();
}

/** Sends other content from now on; returns the lease with the run's new version. */
export function amendRun(
  db: Database,
  lease: Lease,
  contentHash: string,
  now: string,
): Promise<Lease> {
  const version = lease.run.version + 1;
  return db.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await ofLease(transaction, lease)
      .set({ content_hash: contentHash, version })
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return lease;
    await transaction
      .insertInto('run_versions')
      .values({ run_id: lease.run.id, version, content_hash: contentHash, created_at: now })
      .execute();
    return { ...lease, run: { ...lease.run, contentHash, version } };
  });
}

/** Reads who holds the lease on a run. */
export async function holderOf(db: Database, run: Run): Promise<Holder> {
  const { fence, owner, owned_until } = await db
    .selectFrom('runs')
    .select(['fence', 'owner', 'owned_until'])
    .where('id', '=', run.id)
    .executeTakeFirstOrThrow();
  if (owner === null || owned_until === null) return { fence };
  return { fence, owner: { name: owner, until: new Date(owned_until) } };
}

/** Starts an update of the run of a lease, which finds no row once the lease is lost. */
function ofLease(db: Database, { run, fence }: Lease) {
  return db.updateTable('runs').where('id', '=', run.id).where('fence', '=', fence);
}
