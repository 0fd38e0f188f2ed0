import { sql, type Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** Adds what readers do by themselves: sign up, choose, pause, leave, come back, be erased. */
export async function addReaders(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await dialect.changeTable(db, async (changing) => {
    await extendSubscribers(changing, dialect);
    await addSuppressionKinds(changing);
    await addConsents(changing, dialect);
    await addDepartures(changing, dialect);
    await addSignUps(changing, dialect);
    await addOutbox(changing, dialect);
    await addLimits(changing);
  });
}

async function extendSubscribers(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  for (const name of ['reader_id', 'topics', 'locale', 'paused_until', 'zone_chosen_at']) {
    await db.schema.alterTable('subscribers').addColumn(name, 'text').execute();
  }
  await sql`update subscribers set reader_id = ${sql.raw(dialect.randomId)}`.execute(db);
  await sql`create unique index subscribers_by_reader_id on subscribers (reader_id)`.execute(db);
  await sql`create index subscribers_by_domain on subscribers (domain)`.execute(db);
  await sql`create index subscribers_by_created on subscribers (created_at)`.execute(db);
  await sql`create index subscribers_removed on subscribers (removed_at)
    where removed_at is not null`.execute(db);
  await sql`create index subscribers_paused on subscribers (paused_until)
    where paused_until is not null`.execute(db);
}

/** Kinds decide whether readers can lift a suppression by themselves. */
async function addSuppressionKinds(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('suppressions')
    .addColumn('kind', 'text', (column) => column.notNull().defaultTo('by-hand'))
    .execute();
  await sql`update suppressions set kind = 'opted-out'
    where reason like 'opted out before the import%' or reason = 'removed by hand'`.execute(db);
  // A server's reply.
  await sql`update suppressions set kind = 'hard-bounce' where reason like '5__ %' or reason like '5__-%'`.execute(
    db,
  );
  await sql`create index suppressions_erased on suppressions (address_key)
    where kind = 'erased'`.execute(db);
}

/** The source of consent that was given before there was a record of it. */
const BEFORE = sql.lit('before the record of consent');

/** The record of consent: nobody changes or deletes an entry, but erasing clears what is personal. */
async function addConsents(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await dialect
    .addLogId(db.schema.createTable('consents'))
    .addColumn('subscriber_id', 'integer', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('page', 'text')
    .addColumn('wording', 'text')
    .addColumn('locale', 'text')
    .addColumn('message_id', 'text')
    .addColumn('ip', 'text')
    .addColumn('detail', 'text')
    .execute();
  await sql`create index consents_by_subscriber on consents (subscriber_id, id)`.execute(db);
  await sql`create index consents_confirmed on consents (at) where action = 'confirmed'`.execute(
    db,
  );
  await db.schema
    .createTable('wordings')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('text', 'text', (column) => column.notNull())
    .execute();
  await sql`insert into consents (subscriber_id, action, at, source)
    select id, 'imported', created_at, ${BEFORE} from subscribers order by id`.execute(db);
  await sql`insert into consents (subscriber_id, action, at, source)
    select id, 'withdrawn', removed_at, 'by hand' from subscribers
    where removed_at is not null order by removed_at`.execute(db);
  for (const statement of dialect.protectConsents) await sql.raw(statement).execute(db);
}

async function addDepartures(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await dialect
    .addLogId(db.schema.createTable('departures'))
    .addColumn('subscriber_id', 'integer', (column) => column.notNull())
    .addColumn('domain', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('how', 'text', (column) => column.notNull())
    .addColumn('agent', 'text', (column) => column.notNull())
    .addColumn('run_id', 'integer')
    .addColumn('seconds_since_accepted', 'integer')
    .addColumn('reason', 'text')
    .addColumn('undone_at', 'text')
    .execute();
  await sql`create index departures_by_time on departures (at)`.execute(db);
  await sql`create index departures_undone on departures (undone_at)
    where undone_at is not null`.execute(db);
  await sql`create index departures_by_subscriber on departures (subscriber_id)`.execute(db);
  // Who was removed by hand before; growth over time is counted from departures.
  await sql`insert into departures (subscriber_id, domain, at, how, agent)
    select id, domain, removed_at, 'by hand', 'none' from subscribers
    where removed_at is not null order by removed_at`.execute(db);
  await db.schema
    .createTable('reader_requests')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('subscriber_id', 'integer', (column) => column.notNull())
    .addColumn('email', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('used_at', 'text')
    .execute();
  await sql`create index reader_requests_by_subscriber
    on reader_requests (subscriber_id)`.execute(db);
}

/** People who signed up and have not confirmed: no subscribers, and purged after 30 days. */
async function addSignUps(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await dialect
    .addId(db.schema.createTable('sign_ups'))
    .addColumn('sign_up_id', 'text', (column) => column.notNull().unique())
    .addColumn('address_key', 'text', (column) => column.notNull().unique())
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('domain', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('kind', 'text', (column) => column.notNull().defaultTo('confirm'))
    .addColumn('doubtful', 'integer', (column) => column.notNull().defaultTo(sql`0`))
    .addColumn('name', 'text')
    .addColumn('topics', 'text')
    .addColumn('locale', 'text')
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('page', 'text')
    .addColumn('wording', 'text')
    .addColumn('ip', 'text')
    .addColumn('asked_at', 'text', (column) => column.notNull())
    .addColumn('release_at', 'text')
    .addColumn('mails', 'integer', (column) => column.notNull().defaultTo(sql`0`))
    .addColumn('mailed_at', 'text')
    .addColumn('message_id', 'text')
    .addColumn('confirmed_at', 'text')
    .execute();
  await sql`create index sign_ups_by_time on sign_ups (asked_at)`.execute(db);
  await sql`create index sign_ups_mailed on sign_ups (mailed_at)`.execute(db);
  await sql`create index sign_ups_waiting on sign_ups (doubtful, release_at)
    where release_at is not null`.execute(db);
}

async function addOutbox(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await dialect
    .addId(db.schema.createTable('outbox'))
    .addColumn('opaque_id', 'text', (column) => column.notNull().unique())
    .addColumn('address_key', 'text', (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('locale', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(sql`0`))
    .addColumn('next_at', 'text', (column) => column.notNull())
    .addColumn('owner', 'text')
    .addColumn('owned_until', 'text')
    .addColumn('message_id', 'text')
    .addColumn('reply', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('settled_at', 'text')
    .execute();
  await sql`create index outbox_waiting on outbox (next_at) where state = 'waiting'`.execute(db);
  await sql`create index outbox_by_address on outbox (address_key)`.execute(db);
}

/** Token buckets by key, and what may be used once only. */
async function addLimits(db: Kysely<unknown>): Promise<void> {
  await sql`create table limits (
    key text primary key, tokens double precision not null, at double precision not null
  )`.execute(db);
  await sql`create table used_once (key text primary key, until text not null)`.execute(db);
  await sql`create index used_once_by_time on used_once (until)`.execute(db);
}
