/** Leaving the list, and coming back to it. */
import { sql, type Kysely } from 'kysely';
import type { ConsentSource, Departure } from '../subscribers/reader.ts';
import type { Leaving, Left } from '../subscribers/readers.ts';
import { addressKey } from '../subscribers/subscriber.ts';
import { addConsents } from './consents.ts';
import { inChunks } from './chunks.ts';
import type { Dialect } from './dialect.ts';
import type { Schema } from './schema.ts';

type Database = Kysely<Schema>;

/** Where the wish to leave came from, in the record of consent. */
const SOURCES: Readonly<Record<Departure['how'], string>> = {
  'one-click': 'one-click unsubscribe',
  page: 'preferences page',
  mail: 'unsubscribe email',
  'by hand': 'by hand',
  erased: 'erasure',
};

/** Takes readers off the list, in one transaction; returns what came of each, in order. */
export async function leaveList(
  db: Database,
  dialect: Dialect,
  batch: readonly Leaving[],
  now: string,
): Promise<readonly Left[]> {
  if (batch.length === 0) return [];
  const wishes = new Map(batch.toReversed().map((each) => [each.readerId, each]));
  return db.transaction().execute(async (transaction) => {
    const known = new Set<string>();
    const left = new Set<string>();
    for (const some of inChunks([...wishes.keys()])) {
      const rows = await transaction
        .selectFrom('subscribers')
        .select(['id', 'reader_id'])
        .where('reader_id', 'in', some)
        .orderBy('id')
        .modifyEnd(sql.raw(dialect.lockRows('subscribers')))
        .execute();
      for (const { reader_id } of rows) known.add(reader_id ?? '');
      const gone = await transaction
        .updateTable('subscribers')
        .set({ removed_at: now })
        .where('id', 'in', rows.length > 0 ? rows.map(({ id }) => id) : [0])
        .where('removed_at', 'is', null)
        .returning(['id', 'domain', 'reader_id'])
        .execute();
      const departed = gone.map(({ id, domain, reader_id }) => {
        const wish = wishes.get(reader_id ?? '');
        if (!wish) throw new Error('Only those who wish to leave are taken off the list.');
        left.add(wish.readerId);
        return { id, domain, how: wish.how, agent: wish.agent };
      });
      await recordDepartures(transaction, departed, now);
    }
    return batch.map(({ readerId }): Left => {
      if (left.delete(readerId)) return 'left';
      return known.has(readerId) ? 'already' : 'unknown';
    });
  });
}

/** Takes somebody off the list by hand; returns whether they were on it. */
export async function removeByHand(
  db: Database,
  dialect: Dialect,
  email: string,
  now: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('subscribers')
    .select('reader_id')
    .where('address_key', '=', addressKey(email))
    .executeTakeFirst();
  if (row?.reader_id == null) return false;
  const wish = { readerId: row.reader_id, how: 'by hand', agent: 'none' } as const;
  const [result] = await leaveList(db, dialect, [wish], now);
  return result === 'left';
}

/** Somebody who was just taken off the list. */
interface Departed extends Departure {
  readonly id: number;
  readonly domain: string;
}

/** Records departures with their evidence, and that consent was withdrawn. */
export async function recordDepartures(
  db: Database,
  departed: readonly Departed[],
  now: string,
): Promise<void> {
  if (departed.length === 0) return;
  const newest = await newestAccepted(
    db,
    departed.map(({ id }) => id),
  );
  await db
    .insertInto('departures')
    .values(
      departed.map(({ id, domain, how, agent }) => {
        const accepted = newest.get(id);
        return {
          ...{ subscriber_id: id, domain, at: now, how, agent },
          run_id: accepted?.runId ?? null,
          seconds_since_accepted: accepted ? secondsBetween(accepted.at, now) : null,
          reason: null,
          undone_at: null,
        };
      }),
    )
    .execute();
  const withdrawn = departed.map(({ id, how }) => ({
    subscriberId: id,
    action: 'withdrawn' as const,
    source: { source: SOURCES[how] },
  }));
  await addConsents(db, withdrawn, now);
}

function secondsBetween(earlier: string, later: string): number {
  return Math.max(0, Math.floor((Date.parse(later) - Date.parse(earlier)) / 1000));
}

/** Finds the newest run through servers whose letter to each subscriber was accepted, and when. */
async function newestAccepted(
  db: Database,
  ids: readonly number[],
): Promise<ReadonlyMap<number, { readonly runId: number; readonly at: string }>> {
  // From the newest run on: usually the letter that somebody leaves by is one of the first looked at.
  const { rows } = await sql<{ id: number; run_id: number; at: string }>`
    select d.subscriber_id as id, d.run_id, d.updated_at as at
    from (
      select s.id, (
        select r.id from runs r where r.destination = 'server' and exists (
          select 1 from deliveries a
          where a.run_id = r.id and a.subscriber_id = s.id and a.state = 'accepted'
        ) order by r.id desc limit 1
      ) as run_id
      from subscribers s where s.id in (${sql.join(ids)})
    ) newest join deliveries d on d.run_id = newest.run_id and d.subscriber_id = newest.id`.execute(
    db,
  );
  return new Map(rows.map(({ id, run_id, at }) => [id, { runId: run_id, at }]));
}

/** Keeps why a reader left, with their last departure. */
export async function giveReason(db: Database, readerId: string, reason: string): Promise<void> {
  await db
    .updateTable('departures')
    .set({ reason })
    .where('id', '=', (row) =>
      row
        .selectFrom('departures')
        .innerJoin('subscribers', 'subscribers.id', 'departures.subscriber_id')
        .select((departure) => departure.fn.max('departures.id').as('last'))
        .where('reader_id', '=', readerId),
    )
    .execute();
}

/**
 * Puts a reader who left back on the list; false if they are unknown, or suppressed for another
 * reason than that they opted out.
 */
export async function comeBack(
  db: Database,
  dialect: Dialect,
  readerId: string,
  source: ConsentSource,
  now: string,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('subscribers')
      .leftJoin('suppressions', 'suppressions.address_key', 'subscribers.address_key')
      .select(['id', 'subscribers.address_key', 'kind'])
      .where('reader_id', '=', readerId)
      .modifyEnd(sql.raw(dialect.lockRows('subscribers')))
      .executeTakeFirst();
    if (!row || (row.kind !== null && row.kind !== 'opted-out')) return false;
    if (row.kind !== null) {
      await transaction
        .deleteFrom('suppressions')
        .where('address_key', '=', row.address_key)
        .where('kind', '=', 'opted-out')
        .execute();
    }
    const returned = await putBack(transaction, [row.id], now);
    const restored = returned.map((subscriberId) => ({
      subscriberId,
      action: 'restored' as const,
      source,
    }));
    await addConsents(transaction, restored, now);
    return true;
  });
}

/** Puts subscribers back on the list and notes that their departures are undone; returns who was off it. */
export async function putBack(
  db: Database,
  ids: readonly number[],
  now: string,
): Promise<readonly number[]> {
  const back = await db
    .updateTable('subscribers')
    .set({ removed_at: null })
    .where('id', 'in', ids)
    .where('removed_at', 'is not', null)
    .where('reader_id', 'is not', null)
    .returning('id')
    .execute();
  if (back.length === 0) return [];
  const returned = back.map(({ id }) => id);
  await undoDepartures(db, returned, now);
  return returned;
}

/** Notes that the departures of subscribers who are back on the list are undone. */
export async function undoDepartures(
  db: Database,
  ids: readonly number[],
  now: string,
): Promise<void> {
  await db
    .updateTable('departures')
    .set({ undone_at: now })
    .where('subscriber_id', 'in', ids)
    .where('undone_at', 'is', null)
    .execute();
}
