import { once } from 'node:events';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { beforeEach, expect, test } from 'vitest';
import { DatabaseUnavailableError } from '../../../src/base/database-unavailable.ts';
import { LedgerGoneError } from '../../../src/base/ledger-gone.ts';
import { UserError } from '../../../src/base/user-error.ts';
import { openQueryable } from '../queryable.ts';
import { claimed, step } from '../stores.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, 'a.sqlite');
});

const SUBSCRIBERS = 50;

/** A store with the lease on a run. */
async function openLeased(at: string) {
  const store = await openQueryable({ kind: 'sqlite', file: at });
  const people = Array.from({ length: SUBSCRIBERS }, (_, index) => ({
    email: `p${index}@example.com`,
    attributes: {},
  }));
  await store.subscribers.save(people);
  return { store, lease: await claimed(store.runs) };
}

test('a commit survives a power cut: WAL with synchronous=FULL', async () => {
  const store = await openQueryable({ kind: 'sqlite', file });
  expect(await store.query('pragma journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  expect(await store.query('pragma synchronous')).toEqual([{ synchronous: 2 }]);
  await store.close();
});

test.each([
  [
    'a folder',
    () => {
      mkdirSync(file);
    },
  ],
  [
    'not a database',
    () => {
      writeFileSync(file, 'Dear reader,'.repeat(99));
    },
  ],
])('a file that is %s is a mistake of the user, with a remedy', async (_, make) => {
  make();
  const failure = openQueryable({ kind: 'sqlite', file });
  await expect(failure).rejects.toThrow(UserError);
  await expect(failure).rejects.toThrow(file);
});

test('a full disk records nothing of a group, and all of it once there is room', async () => {
  const { store, lease } = await openLeased(':memory:');
  const group = Array.from({ length: SUBSCRIBERS }, (_, index) =>
    step(index + 1, 'released', { messageId: `<${'x'.repeat(300)}>` }),
  );
  const [pages] = await store.query('pragma page_count');
  await store.query(`pragma max_page_count = ${Number(pages?.['page_count']) + 1}`);
  await expect(store.ledger.record(lease, group)).rejects.toThrow(DatabaseUnavailableError);
  await store.query('pragma max_page_count = 100000');
  expect(await store.runs.tally(lease.run)).toMatchObject({ planned: SUBSCRIBERS, released: 0 });
  expect(await store.ledger.record(lease, group)).toEqual(group.map(() => 'moved'));
  await store.close();
});

test('damage to the file makes the worker thread report an unavailable database', async () => {
  const { store, lease } = await openLeased(file);
  expect(await store.ledger.record(lease, [step(1, 'released')])).toEqual(['moved']);
  await store.query('pragma wal_checkpoint(truncate)');
  writeFileSync(file, Buffer.alloc(statSync(file).size, 'garbage'));
  await expect(store.ledger.record(lease, [step(2, 'released')])).rejects.toThrow(
    DatabaseUnavailableError,
  );
  await store.close();
});

test('a folder in place of the file makes the worker thread report that the file has gone', async () => {
  const { store, lease } = await openLeased(file);
  rmSync(file);
  mkdirSync(file);
  await expect(store.ledger.record(lease, [step(1, 'released')])).rejects.toThrow(LedgerGoneError);
  await store.close();
});

test('a transaction waits while another program has locked the database, and holds up nothing', async () => {
  const store = await openQueryable({ kind: 'sqlite', file });
  const holder = new Worker(
    `const { DatabaseSync } = require('node:sqlite');
     const { parentPort, workerData } = require('node:worker_threads');
     const database = new DatabaseSync(workerData);
     database.exec('begin immediate');
     parentPort.postMessage('locked');
     setTimeout(() => database.exec('commit'), 400);`,
    { eval: true, workerData: file },
  );
  await once(holder, 'message');
  let turns = 0;
  const ticking = setInterval(() => turns++, 10);
  const saved = await store.subscribers.save([{ email: 'a@example.com', attributes: {} }]);
  clearInterval(ticking);
  expect(saved).toMatchObject({ added: 1, updated: 0 });
  expect(turns).toBeGreaterThan(5);
  expect(await store.query('pragma busy_timeout')).toEqual([{ timeout: 30_000 }]);
  await holder.terminate();
  await store.close();
});

test('a transaction waits for no longer than the time-out', async () => {
  const store = await openQueryable({ kind: 'sqlite', file });
  const holder = new DatabaseSync(file);
  holder.exec('begin immediate');
  await store.query('pragma busy_timeout = 50');
  const saving = store.subscribers.save([{ email: 'a@example.com', attributes: {} }]);
  await expect(saving).rejects.toThrow(DatabaseUnavailableError);
  holder.close();
  expect(await store.subscribers.save([{ email: 'a@example.com', attributes: {} }])).toMatchObject({
    added: 1,
  });
  await store.close();
});
