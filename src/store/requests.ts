/** What readers asked for that a link in a fresh mail has to confirm. */
import { randomBytes } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { defined } from '../base/defined.ts';
import type { ReaderRequest, RequestPurpose } from '../subscribers/reader.ts';
import type { ReaderRequestsTable, Schema } from './schema.ts';

type Database = Kysely<Schema>;

/** How long requests are kept, used or not: their links end long before. */
const KEPT_MS = 30 * 24 * 3600 * 1000;

/** Records a request. Throws Error if there is no such reader. */
export async function askFor(
  db: Database,
  readerId: string,
  purpose: RequestPurpose,
  email: string | undefined,
  now: string,
): Promise<ReaderRequest> {
  const { id: subscriberId } = await db
    .selectFrom('subscribers')
    .select('id')
    .where('reader_id', '=', readerId)
    .executeTakeFirstOrThrow();
  await purgeRequests(db, now);
  const row = {
    id: randomBytes(17).toString('base64url').slice(0, 22),
    purpose,
    subscriber_id: subscriberId,
    email: email ?? null,
    created_at: now,
    used_at: null,
  };
  await db.insertInto('reader_requests').values(row).execute();
  return toRequest({ ...row, reader_id: readerId });
}

/** Finds what a reader asked for, by its id. */
export async function findRequest(db: Database, id: string): Promise<ReaderRequest | undefined> {
  const row = await requests(db).where('reader_requests.id', '=', id).executeTakeFirst();
  return row && toRequest(row);
}

/** Lists what a reader asked for, oldest first. */
export async function requestsOf(
  db: Database,
  subscriberId: number,
): Promise<readonly ReaderRequest[]> {
  const rows = await requests(db)
    .where('subscriber_id', '=', subscriberId)
    .orderBy('reader_requests.created_at')
    .execute();
  return rows.map(toRequest);
}

/** Those of readers who were erased since are not found. */
function requests(db: Database) {
  return db
    .selectFrom('reader_requests')
    .innerJoin('subscribers', 'subscribers.id', 'reader_requests.subscriber_id')
    .selectAll('reader_requests')
    .select('reader_id')
    .where('reader_id', 'is not', null);
}

/** Uses up a request; false if it was used before. */
export async function useRequest(db: Database, id: string, now: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('reader_requests')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends whatever a reader asked for and did not confirm. */
export async function endRequests(db: Database, subscriberId: number, now: string): Promise<void> {
  await db
    .updateTable('reader_requests')
    .set({ used_at: now })
    .where('subscriber_id', '=', subscriberId)
    .where('used_at', 'is', null)
    .execute();
}

/** Deletes requests that are old; returns how many. */
export async function purgeRequests(db: Database, now: string): Promise<number> {
  const old = new Date(Date.parse(now) - KEPT_MS).toISOString();
  const { numDeletedRows } = await db
    .deleteFrom('reader_requests')
    .where('created_at', '<', old)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

function toRequest(
  row: Selectable<ReaderRequestsTable> & { readonly reader_id: string | null },
): ReaderRequest {
  return {
    id: row.id,
    purpose: row.purpose,
    readerId: row.reader_id ?? '',
    createdAt: new Date(row.created_at),
    ...defined({
      email: row.email ?? undefined,
      usedAt: row.used_at === null ? undefined : new Date(row.used_at),
    }),
  };
}
