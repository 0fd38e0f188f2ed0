/** Letters of a run to readers who joined after it had begun. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { DestinationKind } from '../deliver/destination.ts';
import type { LateDeliveries, LateLetter, LateOutcome } from '../deliver/late-deliveries.ts';
import type { Audience } from '../subscribers/segment.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import type { Access } from './access.ts';
import { hasLetter, reasonToLeaveOut, WITH_SUPPRESSION } from './audiences.ts';
import { columnsOf } from './change-columns.ts';
import type { Dialect } from './dialect.ts';
import { toRun } from './runs.ts';
import type { RunsTable, Schema, SubscribersTable } from './schema.ts';
import { isIn } from './segments.ts';
import { toSubscriber } from './subscribers.ts';

type Database = Kysely<Schema>;

/** An older edition is no longer news, and each costs a query. */
const NEWEST = 10;

/** Returns the port `LateDeliveries` over a database. */
export function lateDeliveriesOn({ db, dialect, now, safely }: Access): LateDeliveries {
  return {
    newestFor: (readerId, audiences, destination) =>
      safely(() => newestFor(db, dialect, { readerId, audiences, destination }, now())),
    release: (late, messageId) => safely(() => release(db, late, messageId, now())),
    settle: (late, outcome) => safely(() => settle(db, late, outcome, now())),
  };
}

interface Wanted {
  readonly readerId: string;
  readonly audiences: readonly Audience[];
  readonly destination: DestinationKind;
}

async function newestFor(
  db: Database,
  dialect: Dialect,
  { readerId, audiences, destination }: Wanted,
  now: string,
): Promise<LateLetter | undefined> {
  const runs = await db
    .selectFrom('runs')
    .selectAll()
    .where('destination', '=', destination)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(NEWEST)
    .execute();
  for (const run of runs) {
    const audience = audiences.find(({ name }) => name === run.audience);
    const subscriber = audience && (await findMember(db, dialect, readerId, audience, now));
    if (!subscriber) continue;
    const same = await runsOfEdition(db, run);
    return (await hasAny(db, subscriber, same)) ? undefined : { run: toRun(run), subscriber };
  }
  return undefined;
}

/** Finds a reader who would get a letter for an audience. */
async function findMember(
  db: Database,
  dialect: Dialect,
  readerId: string,
  { segment }: Audience,
  now: string,
): Promise<Subscriber | undefined> {
  const { rows } = await sql<Selectable<SubscribersTable>>`
    select subscribers.* from ${WITH_SUPPRESSION}
    where subscribers.reader_id = ${readerId} and ${isIn(dialect, segment)}
      and ${reasonToLeaveOut(now)} is null`.execute(db);
  return rows[0] && toSubscriber(rows[0]);
}

/** The runs of an edition at its destination, for any audience. */
function runsOfEdition(
  db: Database,
  { edition, destination }: Pick<RunsTable, 'edition'> & { destination: DestinationKind },
): Promise<readonly { readonly id: number }[]> {
  return db
    .selectFrom('runs')
    .select('id')
    .where('edition', '=', edition)
    .where('destination', '=', destination)
    .execute();
}

async function hasAny(
  db: Database,
  { id }: Subscriber,
  runs: readonly { readonly id: number }[],
): Promise<boolean> {
  const { rows } = await sql<{ has: boolean | number }>`
    select ${hasLetter(runs, sql.lit(id))} as has`.execute(db);
  return Boolean(rows[0]?.has);
}

/** Adds a delivery to the run, counts it as one that waits, and releases it. */
function release(
  db: Database,
  { run, subscriber }: LateLetter,
  messageId: string,
  now: string,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const same = await runsOfEdition(transaction, run);
    if (await hasAny(transaction, subscriber, same)) return false;
    const { rows } = await sql<{ domain: string }>`
      insert into deliveries (run_id, subscriber_id, state, position, updated_at)
      select ${run.id}, subscribers.id, 'planned',
        (select coalesce(max(position), 0) + 1 from deliveries where run_id = ${run.id}),
        cast(${now} as text)
      from ${WITH_SUPPRESSION}
      where subscribers.id = ${subscriber.id} and subscribers.removed_at is null
        and ${reasonToLeaveOut(now)} is null
      on conflict (run_id, subscriber_id) do nothing
      returning (select domain from subscribers where id = subscriber_id) as domain`.execute(
      transaction,
    );
    const domain = rows[0]?.domain;
    if (domain === undefined) return false;
    await sql`insert into tallies (run_id, domain, state, count)
      values (${run.id}, ${domain}, 'planned', 1)
      on conflict (run_id, domain, state)
      do update set count = tallies.count + 1`.execute(transaction);
    await transaction
      .updateTable('runs')
      .set((row) => ({ total: sql<number>`${row.ref('total')} + 1` }))
      .where('id', '=', run.id)
      .execute();
    await transaction
      .updateTable('deliveries')
      .set({
        state: 'released',
        attempts: 1,
        message_id: messageId,
        version: run.version,
        updated_at: now,
      })
      .where('run_id', '=', run.id)
      .where('subscriber_id', '=', subscriber.id)
      .execute();
    return true;
  });
}

/** A sender of the run may have settled it meanwhile: what it recorded stands. */
async function settle(
  db: Database,
  { run, subscriber }: LateLetter,
  outcome: LateOutcome,
  now: string,
): Promise<void> {
  const { code, enhanced, reply } = columnsOf({ subscriberId: subscriber.id, ...outcome }, run);
  await db
    .updateTable('deliveries')
    .set({ state: outcome.state, code, enhanced, reply, updated_at: now })
    .where('run_id', '=', run.id)
    .where('subscriber_id', '=', subscriber.id)
    .where('state', '=', 'released')
    .execute();
}
