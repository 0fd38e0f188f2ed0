import { sql, type Kysely, type Selectable } from 'kysely';
import { defined } from '../base/defined.ts';
import type { DestinationKind } from '../deliver/destination.ts';
import type { Run } from '../deliver/ledger.ts';
import type { RunPlan, SentStory } from '../deliver/runs.ts';
import type { Segment } from '../subscribers/segment.ts';
import { otherRuns, reasonToLeaveOut, WITH_SUPPRESSION } from './audiences.ts';
import type { Dialect } from './dialect.ts';
import type { RunsTable, Schema } from './schema.ts';
import { isIn } from './segments.ts';
import { countNewRun } from './tallies.ts';

type Database = Kysely<Schema>;

/** Finds the run of an edition for an audience at a destination. */
export async function findRun(
  db: Database,
  edition: string,
  audience: string,
  destination: DestinationKind,
): Promise<Run | undefined> {
  const row = await db
    .selectFrom('runs')
    .selectAll()
    .where('edition', '=', edition)
    .where('audience', '=', audience)
    .where('destination', '=', destination)
    .executeTakeFirst();
  return row && toRun(row);
}

/** Lists an edition's runs at a destination, the newest first. */
export async function runsOfEdition(
  db: Database,
  edition: string,
  destination: DestinationKind,
): Promise<readonly Run[]> {
  const rows = await db
    .selectFrom('runs')
    .selectAll()
    .where('edition', '=', edition)
    .where('destination', '=', destination)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toRun);
}

/** Tells whether anybody in a segment, otherwise on the list, has or may have a letter of a run. */
export async function hasReached(
  db: Database,
  dialect: Dialect,
  run: Run,
  segment: Segment | undefined,
): Promise<boolean> {
  const found = await db
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
    .select('subscribers.id')
    .where('run_id', '=', run.id)
    .where('state', 'in', ['released', 'accepted', 'unknown'])
    .where(isIn(dialect, segment))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Lists the runs to a destination that began since a time, newest first. */
export async function runsSince(...args: Parameters<typeof rowsSince>): Promise<readonly Run[]> {
  return (await rowsSince(...args)).map(toRun);
}

function rowsSince(
  db: Database,
  time: Date,
  destination: DestinationKind,
): Promise<readonly Selectable<RunsTable>[]> {
  return db
    .selectFrom('runs')
    .selectAll()
    .where('destination', '=', destination)
    .where('created_at', '>=', time.toISOString())
    .orderBy('created_at', 'desc')
    .execute();
}

/** Lists the stories that runs to a destination began to send since a time, newest first. */
export async function storiesSince(
  ...args: Parameters<typeof rowsSince>
): Promise<readonly SentStory[]> {
  return (await rowsSince(...args)).flatMap((row) =>
    row.fingerprint === null ? [] : [{ run: toRun(row), fingerprint: row.fingerprint }],
  );
}

/** Creates a run and freezes its audience; returns the existing run if there is one. */
export async function createRun(
  db: Database,
  dialect: Dialect,
  plan: RunPlan,
  now: string,
): Promise<Run> {
  const { edition, audience, destination, contentHash, fingerprint = null, hours } = plan;
  const key = { edition, audience, destination };
  await dialect.analyze(db, ['subscribers', 'suppressions']);
  const created = await db.transaction().execute(async (transaction) => {
    // Of two runs for two audiences, the later one must see who is in the earlier.
    await dialect.lockName(transaction, `${destination}/${edition}`);
    const run = await transaction
      .insertInto('runs')
      .values({ ...key, fingerprint, content_hash: contentHash, total: 0, created_at: now })
      .onConflict((conflict) =>
        conflict.columns(['edition', 'audience', 'destination']).doNothing(),
      )
      .returning('id')
      .executeTakeFirst();
    if (!run) return undefined;
    await transaction
      .insertInto('run_versions')
      .values({ run_id: run.id, version: 1, content_hash: contentHash, created_at: now })
      .execute();
    await planDeliveries(transaction, dialect, run.id, plan, now);
    await dialect.analyze(transaction, ['deliveries']);
    await countNewRun(transaction, run.id);
    return transaction
      .updateTable('runs')
      .set((row) => ({
        total: row
          .selectFrom('tallies')
          .where('run_id', '=', run.id)
          .select(sql<number>`coalesce(sum(count), 0)`.as('count')),
        last_hour: hours
          ? row
              .selectFrom('deliveries')
              .where('run_id', '=', run.id)
              .select((delivery) => delivery.fn.max('not_before').as('last'))
          : null,
      }))
      .where('id', '=', run.id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
  const run = created ? toRun(created) : await findRun(db, edition, audience, destination);
  if (!run) throw new Error(`The run of ${edition} was created and then deleted.`);
  return run;
}

/** Creates one delivery per subscriber in the audience, in an order that spreads each domain evenly over the run. */
async function planDeliveries(
  db: Database,
  dialect: Dialect,
  runId: number,
  { hours, segment, audience, ...sent }: RunPlan,
  now: string,
): Promise<void> {
  const others = await otherRuns(db, sent, audience);
  const otherwise = hours?.otherwise.toISOString() ?? null;
  // `values` needs at least one row; no zone equals ''.
  const rows = [['', new Date(0)] as const, ...(hours?.zones ?? [])].map(
    ([zone, at]) => sql`(cast(${zone} as text), cast(${at.toISOString()} as text))`,
  );
  await sql`
    insert into deliveries (run_id, subscriber_id, state, reply, position, updated_at, not_before)
    with hours (zone, hour) as (values ${sql.join(rows)})
    select ${sql.lit(runId)}, s.id,
      case when s.reason is null then 'planned' else 'suppressed' end, s.reason,
      row_number() over (order by (s.nth - cast(0.5 as double precision)) / s.size, s.id), ${now},
      coalesce(h.hour, cast(${otherwise} as text))
    from (
      select subscribers.id, subscribers.time_zone, ${reasonToLeaveOut(now, others)} as reason,
        row_number() over (partition by subscribers.domain order by subscribers.id) as nth,
        count(*) over (partition by subscribers.domain) as size
      from ${WITH_SUPPRESSION} where ${isIn(dialect, segment)}
    ) s left join hours h on h.zone = s.time_zone`.execute(db);
}

/** Converts a row of the table. */
export function toRun(row: Selectable<RunsTable>): Run {
  const { id, edition, audience, destination, version, total } = row;
  const { content_hash, created_at, last_hour } = row;
  const createdAt = new Date(created_at);
  const lastHour = last_hour === null ? undefined : new Date(last_hour);
  return {
    id,
    edition,
    audience,
    destination,
    contentHash: content_hash,
    version,
    total,
    createdAt,
    ...defined({ lastHour }),
  };
}
