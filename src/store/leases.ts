/** The lease on a run, and what only its owner may change in the run. */
import type { Kysely, Selectable } from 'kysely';
import type { Lease, Renewal, Run } from '../deliver/ledger.ts';
import type { Claim, Holder } from '../deliver/runs.ts';
import { toRun } from './runs.ts';
import type { RunsTable, Schema } from './schema.ts';

type Database = Kysely<Schema>;

/** The clocks that leases are measured by. */
export interface LeaseClocks {
  /** The database's; for a file, this machine's. */
  readonly shared: () => Promise<Date>;
  readonly own: () => Date;
}

/** Who wants the lease, for how long, and whom they may take it from at once. */
export interface Claimant {
  readonly owner: string;
  readonly seconds: number;
  readonly isDead: (owner: string) => boolean;
}

/** Takes the lease, unless a living owner holds it; returns the run as it is now. */
export async function claimRun(
  db: Database,
  run: Run,
  { owner, seconds, isDead }: Claimant,
  clocks: LeaseClocks,
): Promise<Claim> {
  for (;;) {
    const row = await db
      .selectFrom('runs')
      .selectAll()
      .where('id', '=', run.id)
      .executeTakeFirstOrThrow();
    const now = await clocks.shared();
    const until = later(now, seconds).toISOString();
    const ends = row.owned_until ?? '';
    const held = row.owner !== null && row.owner !== owner && ends >= now.toISOString();
    if (held && row.owner !== null && !isDead(row.owner)) {
      if (ends > until) await shorten(db, row, until);
      const end = new Date(ends < until ? ends : until);
      return { kind: 'owned', owner: row.owner, until: onOwnClock(end, now, clocks) };
    }
    const fence = row.fence + 1;
    const { numUpdatedRows } = await db
      .updateTable('runs')
      .set({ owner, owned_until: until, fence })
      .where('id', '=', run.id)
      .where('fence', '=', row.fence)
      .where('owned_until', row.owned_until === null ? 'is' : '=', row.owned_until)
      .executeTakeFirst();
    // If another process was faster, or its owner has renewed the lease, read again who has it.
    if (numUpdatedRows === 0n) continue;
    const lease = { run: toRun(row), owner, fence };
    return { kind: 'claimed', lease, ...(row.owner !== null && { previous: row.owner }) };
  }
}

/**
 * Lets a lease that its owner measured by a clock that was ahead end at a time. A living owner
 * renews it; after a dead one, nobody waits for longer than a lease lasts.
 */
async function shorten(
  db: Database,
  { id, fence, owned_until }: Selectable<RunsTable>,
  until: string,
): Promise<void> {
  await db
    .updateTable('runs')
    .set({ owned_until: until })
    .where('id', '=', id)
    .where('fence', '=', fence)
    .where('owned_until', '=', owned_until)
    .execute();
}

function later(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000);
}

/** Translates a time of the clock that all share, on which it is now `now`. */
function onOwnClock(time: Date, now: Date, { own }: LeaseClocks): Date {
  return new Date(own().getTime() + time.getTime() - now.getTime());
}

/** Extends the lease by some seconds from now, unless another owner has taken the run. */
export async function renewLease(
  db: Database,
  lease: Lease,
  seconds: number,
  { shared }: LeaseClocks,
): Promise<Renewal> {
  const until = later(await shared(), seconds).toISOString();
  const row = await ofLease(db, lease)
    .set({ owned_until: until })
    .returning('stop_fence')
    .executeTakeFirst();
  if (!row) return 'lost';
  return row.stop_fence === lease.fence ? 'stop' : 'renewed';
}

/** Asks the owner of a run to stop, and no later one; returns false if nobody owns it. */
export async function askToStop(db: Database, run: Run): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('runs')
    .set((each) => ({ stop_fence: each.ref('fence') }))
    .where('id', '=', run.id)
    .where('owner', 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Gives a lease up, so that another process can claim the run at once. */
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

/** Reads who holds the lease on a run, and until when by our own clock. */
export async function holderOf(db: Database, run: Run, clocks: LeaseClocks): Promise<Holder> {
  const { fence, stop_fence, owner, owned_until } = await db
    .selectFrom('runs')
    .select(['fence', 'stop_fence', 'owner', 'owned_until'])
    .where('id', '=', run.id)
    .executeTakeFirstOrThrow();
  if (owner === null || owned_until === null) return { fence };
  const until = onOwnClock(new Date(owned_until), await clocks.shared(), clocks);
  return { fence, owner: { name: owner, until, stopAsked: stop_fence === fence } };
}

/** Starts an update of the run of a lease, which finds no row once the lease is lost. */
function ofLease(db: Database, { run, fence }: Lease) {
  return db.updateTable('runs').where('id', '=', run.id).where('fence', '=', fence);
}
