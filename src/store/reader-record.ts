/** All that is kept about a reader. */
import type { Kysely, Selectable } from 'kysely';
import { defined } from '../base/defined.ts';
import type { RecordedDeparture } from '../subscribers/reader.ts';
import type { ReaderRecordOf } from '../subscribers/readers.ts';
import { consentsOf } from './consents.ts';
import { findReader } from './reader-rows.ts';
import { requestsOf } from './requests.ts';
import type { DeparturesTable, Schema } from './schema.ts';
import { receivedEditions } from './subscribers.ts';

type Database = Kysely<Schema>;

/** Reads all that is recorded of a reader. */
export async function readRecord(
  db: Database,
  readerId: string,
  now: string,
): Promise<ReaderRecordOf | undefined> {
  const reader = await findReader(db, readerId, now);
  return (
    reader && {
      reader,
      consents: await consentsOf(db, reader.id),
      departures: await departuresOf(db, reader.id),
      requests: await requestsOf(db, reader.id),
      editions: await receivedEditions(db, reader.email),
    }
  );
}

/** Lists a subscriber's departures, oldest first. */
async function departuresOf(
  db: Database,
  subscriberId: number,
): Promise<readonly RecordedDeparture[]> {
  const rows = await db
    .selectFrom('departures')
    .leftJoin('runs', 'runs.id', 'departures.run_id')
    .selectAll('departures')
    .select('edition')
    .where('subscriber_id', '=', subscriberId)
    .orderBy('departures.id')
    .execute();
  return rows.map(toDeparture);
}

function toDeparture(
  row: Selectable<DeparturesTable> & { readonly edition: string | null },
): RecordedDeparture {
  return {
    how: row.how,
    agent: row.agent,
    at: new Date(row.at),
    ...defined({
      edition: row.edition ?? undefined,
      secondsSinceAccepted: row.seconds_since_accepted ?? undefined,
      reason: row.reason ?? undefined,
      undoneAt: row.undone_at === null ? undefined : new Date(row.undone_at),
    }),
  };
}
