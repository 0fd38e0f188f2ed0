import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LedgerError } from '../../src/deliver/ledger.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { UserError } from '../../src/base/user-error.ts';
import { HAS_POSTGRES, startPostgres } from '../support/postgres.ts';
import { openQueryable } from './queryable.ts';

const clock = () => new Date();
const PLAN = { edition: 'e', audience: 'all', contentHash: 'h' };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function leased(store: Store) {
  const people = Array.from({ length: 50 }, (_, index) => ({
    email: `p${index}@example.com`,
    attributes: {},
  }));
  await store.subscribers.save(people);
  const run = await store.runs.create(PLAN);
  const claim = await store.runs.claim(run, 'one', 30, () => false);
  if (claim.kind !== 'claimed') throw new Error('The run is new.');
  return claim.lease;
}

const release = (subscriberId: number) =>
  ({ subscriberId, state: 'released', messageId: `<${'x'.repeat(300)}>` }) as const;

describe('SQLite', () => {
  const open = (file = join(folder, 'a.sqlite')) => openQueryable({ kind: 'sqlite', file });

  test('keeps a commit through a power cut: WAL, synchronous=FULL', async () => {
    const store = await open();
    const pragma = async (name: string) => (await store.query(`pragma ${name}`))[0];
    expect(await pragma('journal_mode')).toMatchObject({ journal_mode: 'wal' });
    expect(await pragma('synchronous')).toMatchObject({ synchronous: 2 });
    await store.close();
  });

  test.each([
    [
      'a folder',
      () => {
        mkdirSync(join(folder, 'a.sqlite'));
      },
    ],
    [
      'no database',
      () => {
        writeFileSync(join(folder, 'a.sqlite'), 'Dear reader,'.repeat(99));
      },
    ],
  ])('%s is the user’s mistake, with a remedy', async (_, make) => {
    make();
    await expect(open()).rejects.toThrow(UserError);
  });

  test('that is full records nothing of a group', async () => {
    const store = await open(':memory:');
    const lease = await leased(store);
    const [pages] = await store.query('pragma page_count');
    await store.query(`pragma max_page_count = ${Number(pages?.['page_count']) + 1}`);
    const group = Array.from({ length: 50 }, (_, index) => release(index + 1));
    await expect(store.ledger.record(lease, group)).rejects.toThrow(LedgerError);
    await store.query('pragma max_page_count = 100000');
    expect(await store.runs.tally(lease.run)).toMatchObject({ planned: 50, released: 0 });
    expect(await store.ledger.record(lease, group)).toHaveLength(50);
    await store.close();
  });

  test('that is damaged under the thread that records is a fault of the ledger', async () => {
    const store = await open();
    const lease = await leased(store);
    expect(await store.ledger.record(lease, [release(1)])).toEqual(['moved']);
    await store.query('pragma wal_checkpoint(truncate)');
    const { size } = statSync(join(folder, 'a.sqlite'));
    writeFileSync(join(folder, 'a.sqlite'), Buffer.alloc(size, 'garbage'));
    await expect(store.ledger.record(lease, [release(2)])).rejects.toThrow(LedgerError);
    await store.close();
  });

  test('is migrated once by many who open it together', async () => {
    const stores = await Promise.all(Array.from({ length: 6 }, () => open()));
    expect(await stores[5]?.runs.find('e', 'all')).toBeUndefined();
    for (const store of stores) await store.close();
  });

  test('of the first version is brought up to date and keeps what it had', async () => {
    const file = join(folder, 'old.sqlite');
    const old = new DatabaseSync(file);
    old.exec(FIRST_VERSION);
    old.close();
    const store = await open(file);
    const run = await store.runs.find('2023-06-14-x', 'all');
    if (!run) throw new Error('The run has gone.');
    expect(run).toMatchObject({ version: 1, total: 2 });
    expect(await store.runs.tally(run)).toMatchObject({ accepted: 1, planned: 1 });
    const [due] = await store.ledger.page(run, 0, 10, clock());
    expect(due).toMatchObject({ domain: 'example.org', subscriber: { email: 'b@Example.org' } });
    await store.close();
  });
});

/** As 0001-subscribers-runs-deliveries left it, with its mark in Kysely's own table. */
const FIRST_VERSION = `
  create table subscribers (id integer primary key autoincrement, email text not null,
    address_key text not null unique, name text, first_name text, last_name text,
    attributes text not null, created_at text not null);
  create table runs (id integer primary key autoincrement, edition text not null,
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
  insert into subscribers values (2, 'b@Example.org', '"@"b@example.org', null, null, null, '{}', '2023-06-14T00:00:00.000Z');
  insert into runs values (1, '2023-06-14-x', 'all', 'abc', 2, '2023-06-14T00:00:00.000Z', null, null);
  insert into deliveries values (1, 1, 'accepted', 1, '250 ok', '<1>', '2023-06-14T00:00:00.000Z');
  insert into deliveries values (1, 2, 'planned', 0, null, null, '2023-06-14T00:00:00.000Z');
`;

describe.skipIf(!HAS_POSTGRES)('PostgreSQL', () => {
  test('that goes away in the middle fails as a ledger does, and stays usable elsewhere', async () => {
    const server = await startPostgres();
    const store = await openStore({ kind: 'postgres', url: await server.url() }, clock);
    const lease = await leased(store);
    expect(await store.ledger.record(lease, [release(1)])).toEqual(['moved']);
    await server.stop();
    await expect(store.ledger.record(lease, [release(2)])).rejects.toThrow(LedgerError);
    await expect(store.ledger.renew(lease, 30)).rejects.toThrow(LedgerError);
    await store.close();
  }, 60_000);

  test('with a wrong password or name is the user’s mistake, told without the password', async () => {
    const server = await startPostgres();
    const good = new URL(await server.url());
    const wrong = ['wrong%20secret', good.password].map((password, index) => {
      const url = new URL(good);
      url.password = password;
      if (index === 1) url.pathname = '/nowhere';
      return url.href;
    });
    for (const url of wrong) {
      const failure = openStore({ kind: 'postgres', url }, clock).then(
        () => undefined,
        (error: unknown) => error as Error,
      );
      expect(await failure).toBeInstanceOf(UserError);
      expect(String(await failure)).not.toMatch(/wrong secret|only-for-tests/);
    }
    await server.stop();
  }, 60_000);

  test.each([
    'mysql://desk:secret@127.0.0.1/x',
    'desk:secret',
    'postgres://desk:secret@127.0.0.1:1/x',
  ])('%s cannot be opened, and says so without its password', async (url) => {
    const failure = openStore({ kind: 'postgres', url }, clock);
    await expect(failure).rejects.toThrow(UserError);
    await expect(failure).rejects.not.toThrow(/secret/);
  });
});
