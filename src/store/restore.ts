/** Undoing departures that the readers did not mean, such as those that a link scanner made. */
import { sql, type Kysely } from 'kysely';
import type { Undoing, Undone } from '../subscribers/readers.ts';
import { inChunks } from './chunks.ts';
import { addConsents } from './consents.ts';
import { putBack } from './departures.ts';
import type { Schema } from './schema.ts';

type Database = Kysely<Schema>;

/** Undoes departures that came through the site, some thousands in a transaction. */
export async function restore(db: Database, which: Undoing, now: string): Promise<Undone> {
  const departed = await stillGone(db, which);
  const ids = departed.filter(({ suppressed }) => suppressed === 0).map(({ id }) => id);
  const suppressed = departed.length - ids.length;
  if (which.dryRun === true) return { restored: ids.length, suppressed };
  let restored = 0;
  for (const some of inChunks(ids)) {
    await db.transaction().execute(async (transaction) => {
      const back = await putBack(transaction, some, now);
      const entries = back.map((subscriberId) => ({
        subscriberId,
        action: 'restored' as const,
        source: { source: 'by hand', detail: 'the departure was not the reader’s wish' },
      }));
      await addConsents(transaction, entries, now);
      restored += back.length;
    });
  }
  return { restored, suppressed };
}

/** Finds readers whose departure stands, and whether their address is suppressed: 0 or 1. */
async function stillGone(db: Database, { since, until, domain, agent }: Undoing) {
  return db
    .selectFrom('departures')
    .innerJoin('subscribers', 'subscribers.id', 'departures.subscriber_id')
    .leftJoin('suppressions', 'suppressions.address_key', 'subscribers.address_key')
    .select([
      'subscribers.id',
      sql<number>`case when suppressions.address_key is null then 0 else 1 end`.as('suppressed'),
    ])
    .distinct()
    .where('at', '>=', since.toISOString())
    .where('how', 'in', ['one-click', 'page'])
    .where('undone_at', 'is', null)
    .where('removed_at', 'is not', null)
    .where('reader_id', 'is not', null)
    .$if(until !== undefined, (rows) => rows.where('at', '<', until?.toISOString() ?? ''))
    .$if(domain !== undefined, (rows) => rows.where('departures.domain', '=', domain ?? ''))
    .$if(agent !== undefined, (rows) => rows.where('agent', '=', agent ?? 'none'))
    .orderBy('subscribers.id')
    .execute();
}
