import { sql, type Kysely, type Selectable } from 'kysely';
import { defined } from '../base/defined.ts';
import type { Lease, Run } from '../deliver/ledger.ts';
import type { Claim, Holder, Hours, RunPlan } from '../deliver/runs.ts';
import type { RunsTable, Schema } from './schema.ts';

type Database = Kysely<Schema>;

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

/** Creates a run and freezes its audience, the whole list; returns the existing run if there is one. */
export async function createRun(db: Database, plan: RunPlan, now: string): Promise<Run> {
  const { edition, audience, contentHash, hours } = plan;
  const created = await db.transaction().execute(async (transaction) => {
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
    await planDeliveries(transaction, run.id, now, hours);
    return transaction
      .updateTable('runs')
      .set((row) => {
        const own = row.selectFrom('deliveries').where('run_id', '=', run.id);
        return {
          total: own.select((delivery) => delivery.fn.countAll<number>().as('count')),
          last_hour: own.select((delivery) => delivery.fn.max('not_before').as('last')),
        };
      })
      .where('id', '=', run.id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
  const run = created ? toRun(created) : await findRun(db, edition, audience);
  if (!run) throw new Error(`The run of ${edition} was created and then deleted.`);
  return run;
}

/** Creates one delivery per subscriber, in an order that spreads each domain evenly over the run. */
async function planDeliveries(
  db: Database,
  runId: number,
  now: string,
  hours?: Hours,
): Promise<void> {
  const otherwise = hours?.otherwise.toISOString() ?? null;
  // `values` needs at least one row; no zone equals ''.
  const rows = [['', new Date(0)] as const, ...(hours?.zones ?? [])].map(
    ([zone, at]) => sql`(cast(${zone} as text), cast(${at.toISOString()} as text))`,
  );
  await sql`
    insert into deliveries (run_id, subscriber_id, state, reply, position, updated_at, not_before)
    with hours (zone, hour) as (values ${sql.join(rows)})
    select ${sql.lit(runId)}, s.id,
      case when x.address_key is null then 'planned' else 'suppressed' end, x.reason,
      row_number() over (order by (s.nth - 0.5) / s.size, s.id), ${now},
      coalesce(h.hour, cast(${otherwise} as text))
    from (
      select id, address_key, time_zone,
        row_number() over (partition by domain order by id) as nth,
        count(*) over (partition by domain) as size
      from subscribers
    ) s left join suppressions x on x.address_key = s.address_key
    left join hours h on h.zone = s.time_zone`.execute(db);
}

/** Takes the lease on a run until a time, unless a living owner holds it. */
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

function ofLease(db: Database, { run, fence }: Lease) {
  return db.updateTable('runs').where('id', '=', run.id).where('fence', '=', fence);
}

function toRun(row: Selectable<RunsTable>): Run {
  const { id, edition, audience, content_hash, version, total, created_at, last_hour } = row;
  const createdAt = new Date(created_at);
  const lastHour = last_hour === null ? undefined : new Date(last_hour);
  return {
    id,
    edition,
    audience,
    contentHash: content_hash,
    version,
    total,
    createdAt,
    ...defined({ lastHour }),
  };
}
