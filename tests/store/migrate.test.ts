import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/base/user-error.ts';
import { DatabaseUnavailableError } from '../../src/base/database-unavailable.ts';
import { migrateStore, type StoreLocation } from '../../src/store/open.ts';
import { makeNewsletter } from '../support/newsletter.ts';
import { HAS_POSTGRES } from '../support/postgres-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { openQueryable } from './queryable.ts';
import { START } from './stores.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Migration 0001 and its record in Kysely's own tables, with two subscribers and a run. */
const firstVersion = (id: string) => `
  create table subscribers (id ${id}, email text not null,
    address_key text not null unique, name text, first_name text, last_name text,
    attributes text not null, created_at text not null);
  create table runs (id ${id}, edition text not null,
    audience text not null, content_hash text not null, total integer not null,
    created_at text not null, owner text, owned_until text,
    constraint runs_edition_audience unique (edition, audience));
  create table deliveries (run_id integer not null references runs (id),
    subscriber_id integer not null references subscribers (id), state text not null,
    attempts integer default 0 not null, reply text, message_id text, updated_at text not null,
    constraint deliveries_key primary key (run_id, subscriber_id));
  create index deliveries_by_state on deliveries (run_id, state, subscriber_id);
  create table kysely_migration (name varchar(255) not null primary key, timestamp varchar(255) not null);
  create table kysely_migration_lock (id varchar(255) not null primary key, is_locked integer default 0 not null);
  insert into kysely_migration_lock values ('migration_lock', 0);
  insert into kysely_migration values ('0001-subscribers-runs-deliveries', '2023-06-14T00:00:00.000Z');
  insert into subscribers values (1, 'a@example.com', 'a@example.com', null, null, null, '{}', '2023-06-14T00:00:00.000Z');
  insert into subscribers values (2, 'b@Example.org', '"@"b@example.org', null, null, null, '{"timezone":"Asia/Tokyo"}', '2023-06-14T00:00:00.000Z');
  insert into runs (edition, audience, content_hash, total, created_at) values ('2023-06-14-x', 'all', 'abc', 2, '2023-06-14T00:00:00.000Z');
  insert into runs (edition, audience, content_hash, total, created_at) values ('2023-06-15-cafe\u0301', 'all', 'def', 0, '2023-06-15T00:00:00.000Z');
  insert into deliveries values (1, 1, 'accepted', 1, '250 ok', '<1>', '2023-06-14T00:00:00.000Z');
  insert into deliveries values (1, 2, 'planned', 0, null, null, '2023-06-14T00:00:00.000Z');
`;

interface FreshDatabase {
  readonly where: () => Promise<StoreLocation>;
  /** Runs SQL on a database before Broadsheet has opened it. */
  readonly prepare: (where: StoreLocation, sql: string) => Promise<void>;
  readonly idColumn: string;
}

function migrateTests({ where, prepare, idColumn }: FreshDatabase): void {
  test('is migrated once by several processes that open it at the same time', async () => {
    const location = await where();
    const stores = await Promise.all(Array.from({ length: 6 }, () => openQueryable(location)));
    const names = 'select name from kysely_migration';
    expect(await stores[0]?.query(names)).toHaveLength(9);
    for (const store of stores) expect(await store.runs.find('e', 'all', 'server')).toBeUndefined();
    for (const store of stores) await store.close();
  });

  test('of the first version is migrated and keeps its data', async () => {
    const location = await where();
    await prepare(location, firstVersion(idColumn));
    const store = await openQueryable(location, undefined, { upgrade: true });
    const run = await store.runs.find('2023-06-14-x', 'all', 'server');
    if (!run) throw new Error('The run has gone.');
    expect(run).toMatchObject({ version: 1, total: 2, destination: 'server' });
    expect(await store.runs.tally(run)).toMatchObject({ accepted: 1, planned: 1 });
    expect(await store.runs.tallyByDomain(run)).toMatchObject([
      { domain: 'example.com', states: { accepted: 1, planned: 0 } },
      { domain: 'example.org', states: { accepted: 0, planned: 1 } },
    ]);
    expect(await store.runs.acceptedOverTime(run)).toEqual([
      { at: new Date('2023-06-14T00:00:00Z'), count: 1 },
    ]);
    await store.query(`update deliveries set state = 'deferred' where subscriber_id = 2`);
    expect(await store.runs.tally(run)).toMatchObject({ accepted: 1, planned: 0, deferred: 1 });
    expect(await store.ledger.page(run, 0, 10, START)).toMatchObject([
      { domain: 'example.org', position: 2, subscriber: { email: 'b@Example.org' } },
    ]);
    expect(await store.subscribers.timeZones()).toEqual(['Asia/Tokyo']);
    const trial = { edition: '2023-06-14-x', audience: 'all', contentHash: 'abc' };
    const created = await store.runs.create({ ...trial, destination: 'mailbox' });
    expect(created).toMatchObject({ id: 3, total: 2, destination: 'mailbox' });
    expect(await store.runs.find('2023-06-15-caf\u00e9', 'all', 'server')).toMatchObject({ id: 2 });
    for (const table of ['runs', 'subscribers']) {
      const removal = store.query(`delete from ${table} where id = 1`);
      await expect(removal).rejects.toThrow(/foreign key/i);
    }
    const versions = 'select run_id, version, content_hash from run_versions order by run_id';
    expect(await store.query(versions)).toEqual([
      { run_id: 1, version: 1, content_hash: 'abc' },
      { run_id: 2, version: 1, content_hash: 'def' },
      { run_id: 3, version: 1, content_hash: 'abc' },
    ]);
    await store.close();
  });

  test('of a newer version that this one must know is refused, with the version to install', async () => {
    const location = await where();
    const store = await openQueryable(location);
    await store.query(`insert into kysely_migration values ('9999-future', '')`);
    await store.query(`update compatibility set migration = '9999-future', program = '7.8.9'`);
    await store.close();
    const failure = openQueryable(location);
    await expect(failure).rejects.toThrow(UserError);
    await expect(failure).rejects.toThrow('newer Broadsheet (9999-future)');
    await expect(failure).rejects.toMatchObject({
      remedy: 'Nothing was changed. Install Broadsheet 7.8.9 or later here.',
    });
  });

  test('of a newer version whose changes this one need not know is used as it is', async () => {
    const location = await where();
    const store = await openQueryable(location);
    await store.query(`insert into kysely_migration values ('9999-future', '')`);
    await store.close();
    const again = await openQueryable(location);
    expect(await again.subscribers.count()).toBe(0);
    expect(await again.query('select migration from compatibility')).not.toEqual([
      { migration: '9999-future' },
    ]);
    await again.close();
    expect(await migrateStore(location)).toEqual([]);
  });

  test('of an older version is not migrated while a run is being sent', async () => {
    const location = await where();
    await prepare(location, firstVersion(idColumn));
    const until = new Date(Date.now() + 20_000).toISOString();
    await prepare(
      location,
      `update runs set owner = 'desk:1', owned_until = '${until}' where id = 1`,
    );
    const failure = migrateStore(location);
    await expect(failure).rejects.toThrow(DatabaseUnavailableError);
    await expect(failure).rejects.toThrow('2023-06-14-x is being sent');
    await prepare(location, `update runs set owned_until = '2023-06-14T00:00:00.000Z'`);
    expect(await migrateStore(location)).toEqual([
      '0002-delivery-promise',
      '0003-own-hours',
      '0004-destinations',
      '0006-removed',
      '0009-compatibility',
      '0010-large-runs',
      '0011-readers',
      '0012-stop-requests',
    ]);
  });
}

describe('an SQLite database', () => {
  const folder = temporaryFolder();
  let files = 0;
  migrateTests({
    where: () => Promise.resolve({ kind: 'sqlite', file: join(folder, `${++files}.sqlite`) }),
    prepare: (where, sql) => {
      const database = new DatabaseSync(where.kind === 'sqlite' ? where.file : '');
      database.exec(sql);
      database.close();
      return Promise.resolve();
    },
    idColumn: 'integer primary key autoincrement',
  });
});

describe.skipIf(!HAS_POSTGRES)('a PostgreSQL database', () => {
  const postgres = usePostgres();
  const where = async () => ({ kind: 'postgres', url: await postgres.url() }) as const;
  const prepare = async (location: StoreLocation, sql: string) => {
    const client = new pg.Client(location.kind === 'postgres' ? location.url : '');
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  const idColumn = 'integer primary key generated by default as identity';
  migrateTests({ where, prepare, idColumn });

  test('of an older version is refused and left as it is, until `broadsheet migrate` is run', async () => {
    const location = await where();
    await prepare(location, firstVersion(idColumn));
    const newsletter = makeNewsletter();
    const env = { DATABASE_URL: location.url, SMTP_URL: 'smtp://127.0.0.1:1' };
    const sent = await newsletter.run(['send', '--yes'], env);
    expect(sent.code).toBe(2);
    expect(sent.stderr).toContain('The database is from an older Broadsheet');
    expect(sent.stderr).toContain('run `broadsheet migrate`');
    const client = new pg.Client(location.url);
    await client.connect();
    const { rows } = await client.query('select name from kysely_migration');
    await client.end();
    expect(rows).toEqual([{ name: '0001-subscribers-runs-deliveries' }]);
    const migrated = await newsletter.run(['migrate', '--json'], env);
    expect(migrated.code, migrated.stderr).toBe(0);
    expect(JSON.parse(migrated.stdout)).toMatchObject({
      migrations: expect.arrayContaining(['0002-delivery-promise', '0009-compatibility']) as object,
    });
    const again = await newsletter.run(['migrate'], env);
    expect(again.stdout).toMatch(/The database 127\.0\.0\.1:\d+\/\w+ is up to date\./);
  });
});
