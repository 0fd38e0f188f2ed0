/**
 * Erasing a reader (GDPR Art. 17). Their row stays for the ledger, whose sums must still add up,
 * without anything by which they could be recognized; a keyed hash of the address keeps imports from
 * putting them back.
 */
import { setImmediate } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import { UserError } from '../base/user-error.ts';
import type { ReaderKeys } from '../subscribers/reader-keys.ts';
import { addressKey } from '../subscribers/subscriber.ts';
import { inChunks } from './chunks.ts';
import { addConsents } from './consents.ts';
import { recordDepartures } from './departures.ts';
import type { Dialect } from './dialect.ts';
import type { Schema } from './schema.ts';
import { erasedKeys } from './suppressions.ts';
import { moveCounts } from './tallies.ts';

type Database = Kysely<Schema>;

/** The domain of those who were erased, in counts by domain. */
const DOMAIN = 'erased';
const LEFT_OUT = 'left out: the reader was erased';
/** How many transitions are looked through before something else may run: some 10 ms. */
const TRANSITIONS_AT_ONCE = 50_000;

/** What was removed. */
export interface Erased {
  /** Whether anything was known of the address. */
  readonly known: boolean;
  /** The address in every spelling that was kept. */
  readonly spellings: readonly string[];
}

/** Removes an address from every table. Throws UserError without a secret to make its hash. */
export async function eraseReader(
  db: Database,
  dialect: Dialect,
  keys: ReaderKeys,
  email: string,
  now: string,
): Promise<Erased> {
  const key = addressKey(email);
  const [hash] = erasedKeys(keys, key);
  if (hash === undefined) {
    throw new UserError(
      'BROADSHEET_SECRET is not set, so nobody can be erased: it makes the hash by which later imports skip an erased reader.',
      'Set BROADSHEET_SECRET. Create one with `openssl rand -hex 32`.',
    );
  }
  const replies = await repliesTo(db, key);
  return db.transaction().execute(async (transaction) => {
    // Before anything else is locked: see moveCounts.
    await dialect.holdRuns(transaction);
    const others = await removeElsewhere(transaction, keys, key);
    const reader = await transaction
      .selectFrom('subscribers')
      .selectAll()
      .where('address_key', '=', key)
      .modifyEnd(sql.raw(dialect.lockRows('subscribers')))
      .executeTakeFirst();
    if (!reader && others === 0) return { known: false, spellings: [] };
    await transaction
      .insertInto('suppressions')
      .values({ address_key: hash, reason: 'erased on request', kind: 'erased', created_at: now })
      .execute();
    if (reader) {
      await clearLedger(transaction, dialect, reader.id, reader.domain, replies, now);
      await clearHistory(transaction, reader, now);
      await removeMails(transaction, reader.id, reader.reader_id ?? '');
      await clearRow(transaction, reader.id, now);
      await forgetLimits(transaction, reader.reader_id ?? '');
    }
    return { known: true, spellings: [...new Set([email, key, reader?.email ?? key])] };
  });
}

/** Finds the transitions of a subscriber that quote a server, without holding anybody up. */
async function repliesTo(db: Database, key: string) {
  const { last } = await db
    .selectFrom('transitions')
    .select(sql<number>`coalesce(max(id), 0)`.as('last'))
    .executeTakeFirstOrThrow();
  const row = await db
    .selectFrom('subscribers')
    .select('id')
    .where('address_key', '=', key)
    .where('id', 'in', (query) => query.selectFrom('deliveries').select('subscriber_id'))
    .executeTakeFirst();
  const ids: number[] = [];
  if (!row) return { last, ids };
  for (let after = 0; after < last; after += TRANSITIONS_AT_ONCE) {
    const found = await db
      .selectFrom('transitions')
      .select('id')
      .where('id', '>', after)
      .where('id', '<=', after + TRANSITIONS_AT_ONCE)
      .where('subscriber_id', '=', row.id)
      .where('reply', 'is not', null)
      .execute();
    ids.push(...found.map(({ id }) => id));
    await setImmediate();
  }
  return { last, ids };
}

/** Removes an address from the tables beside the list; returns from how many rows. */
async function removeElsewhere(db: Database, keys: ReaderKeys, key: string): Promise<number> {
  let removed = 0;
  for (const table of ['sign_ups', 'outbox'] as const) {
    const { numDeletedRows } = await db
      .deleteFrom(table)
      .where('address_key', '=', key)
      .executeTakeFirst();
    removed += Number(numDeletedRows);
  }
  const { numDeletedRows } = await db
    .deleteFrom('suppressions')
    .where('address_key', 'in', [key, ...erasedKeys(keys, key)])
    .executeTakeFirst();
  const asked = await db
    .selectFrom('reader_requests')
    .select(['id', 'email'])
    .where('email', 'is not', null)
    .execute();
  const ids = asked.filter(({ email }) => addressKey(email ?? '') === key).map(({ id }) => id);
  if (ids.length > 0) await db.deleteFrom('reader_requests').where('id', 'in', ids).execute();
  return removed + Number(numDeletedRows) + ids.length;
}

/** Removes mails about a reader to addresses that they had before, or asked for. */
async function removeMails(db: Database, id: number, readerId: string): Promise<void> {
  await db
    .deleteFrom('outbox')
    .where((mail) =>
      mail.or([
        mail('about', '=', readerId),
        mail(
          'about',
          'in',
          mail
            .selectFrom('reader_requests')
            .select('reader_requests.id')
            .where('subscriber_id', '=', id),
        ),
      ]),
    )
    .execute();
}

/** Buckets have what they limit at the end of their key. */
async function forgetLimits(db: Database, limited: string): Promise<void> {
  await sql`delete from limits
    where substr(key, length(key) - ${limited.length}) = ${`:${limited}`}`.execute(db);
}

/** Clears what the ledger says of a subscriber's letters; a letter that waits is left out. */
async function clearLedger(
  db: Database,
  dialect: Dialect,
  id: number,
  domain: string,
  { last, ids }: Awaited<ReturnType<typeof repliesTo>>,
  now: string,
): Promise<void> {
  await moveCounts(db, dialect, id, domain, DOMAIN);
  const deliveries = db
    .updateTable('deliveries')
    .where('subscriber_id', '=', id)
    .where('run_id', 'in', (row) => row.selectFrom('runs').select('id'));
  await deliveries
    .set({
      reply: sql`case when state = 'suppressed' then ${LEFT_OUT} end`,
      // An empty message id: no reply to a letter that is on its way will be kept, either.
      message_id: sql`case when state = 'released' then '' end`,
    })
    .execute();
  for (const some of inChunks(ids)) {
    await db.updateTable('transitions').set({ reply: null }).where('id', 'in', some).execute();
  }
  await db
    .updateTable('transitions')
    .set({ reply: null })
    .where('id', '>', last)
    .where('subscriber_id', '=', id)
    .execute();
  await deliveries
    .set({ state: 'suppressed', updated_at: now, reply: LEFT_OUT })
    .set({ retry_at: null, code: null, enhanced: null })
    .where('state', 'in', ['planned', 'deferred'])
    .execute();
}

/** Ends the record of consent, and clears what the reader or their requests said. */
async function clearHistory(
  db: Database,
  { id, domain, removed_at }: { id: number; domain: string; removed_at: string | null },
  now: string,
): Promise<void> {
  if (removed_at === null) {
    await recordDepartures(db, [{ id, domain, how: 'erased', agent: 'none' }], now);
  }
  await addConsents(
    db,
    [{ subscriberId: id, action: 'erased', source: { source: 'on request' } }],
    now,
  );
  await db
    .updateTable('consents')
    .set({ page: null, locale: null, message_id: null, ip: null, detail: null })
    .where('subscriber_id', '=', id)
    .execute();
  await db
    .updateTable('departures')
    .set({ reason: null, domain: DOMAIN })
    .where('subscriber_id', '=', id)
    .execute();
  await db
    .updateTable('reader_requests')
    .set({ email: null })
    .where('subscriber_id', '=', id)
    .execute();
}

async function clearRow(db: Database, id: number, now: string): Promise<void> {
  await db
    .updateTable('subscribers')
    .set({
      ...{ email: '', address_key: `erased:${id}`, domain: DOMAIN, reader_id: null },
      ...{ name: null, first_name: null, last_name: null, attributes: '{}' },
      ...{ time_zone: null, zone_chosen_at: null, topics: null, locale: null, paused_until: null },
      removed_at: sql`coalesce(removed_at, ${now})`,
    })
    .where('id', '=', id)
    .execute();
}
