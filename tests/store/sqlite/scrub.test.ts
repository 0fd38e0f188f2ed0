import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { contains } from '../../../src/store/sqlite/scrub.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { openQueryable, type QueryableStore } from '../queryable.ts';
import { claimed, KEYS, step } from '../stores.ts';

const READERS = 3000;

async function open(file: string): Promise<QueryableStore> {
  const store = await openQueryable({ kind: 'sqlite', file }, undefined, { readerKeys: KEYS });
  onTestFinished(() => store.close());
  return store;
}

/** In no order, so that the indexes move rows from page to page. */
const address = (n: number) => `${((n * 2654435761) % 4294967296).toString(36)}.reader@example.com`;

/** A list with rows that have grown, been moved and been deleted, and a run with replies. */
async function usedDatabase(file: string): Promise<QueryableStore> {
  const store = await open(file);
  for (const attributes of [{}, { city: 'Llanfairpwllgwyngyll', plan: 'gold' }]) {
    const people = Array.from({ length: READERS }, (_, n) => ({ email: address(n), attributes }));
    for (let at = 0; at < READERS; at += 100) {
      await store.subscribers.save(people.slice(at, at + 100));
    }
  }
  const lease = await claimed(store.runs);
  for (let id = 1; id <= READERS; id += 7) {
    const text = `550 5.1.1 <${address(id - 1)}> user unknown`;
    await store.ledger.record(lease, [step(id, 'released')]);
    await store.ledger.record(lease, [step(id, 'rejected', { reply: { code: 550, text } })]);
    await store.ledger.suppress(address(id - 1), text);
  }
  return store;
}

/** Where in a database's files an address is. */
function traces(file: string, email: string): readonly string[] {
  const files = [file, `${file}-wal`].filter((each) => existsSync(each));
  return files.filter((each) => readFileSync(each).includes(email));
}

test('an erased address is in no byte of the file or its log, while a run is sent, too', async () => {
  const file = join(temporaryFolder(), 'a.sqlite');
  const store = await usedDatabase(file);
  for (const n of [1, 7, 700, 1501, 2222, 2999]) {
    expect(traces(file, address(n)), 'the search finds what is there').not.toEqual([]);
    expect(await store.readers.erase(address(n))).toEqual({ known: true, isClean: true });
    expect(traces(file, address(n))).toEqual([]);
  }
  expect(await store.query('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(await store.subscribers.count()).toBe(READERS - 6);
});

test('a copy in free space, which an earlier version left, is removed with the address', async () => {
  const file = join(temporaryFolder(), 'a.sqlite');
  const store = await usedDatabase(file);
  await store.query('pragma secure_delete = off');
  await store.query(`create table old as select '${address(5)}' as email`);
  await store.query('drop table old');
  await store.query('pragma secure_delete = on');
  expect((await store.readers.erase(address(5))).isClean).toBe(true);
  expect(traces(file, address(5))).toEqual([]);
});

test('somebody who reads the log is in the way, which is said, until it is erased again', async () => {
  const file = join(temporaryFolder(), 'a.sqlite');
  const store = await usedDatabase(file);
  const reader = new DatabaseSync(file);
  onTestFinished(() => {
    reader.close();
  });
  reader.exec('begin');
  reader.prepare('select * from subscribers limit 1').all();
  await store.query('pragma busy_timeout = 0');
  expect(await store.readers.erase(address(9))).toEqual({ known: true, isClean: false });
  expect(await store.readers.findByEmail(address(9))).toBeUndefined();
  reader.exec('rollback');
  expect(await store.readers.erase(address(9))).toEqual({ known: true, isClean: true });
  expect(traces(file, address(9))).toEqual([]);
});

test('a text is found where two blocks of the file meet', async () => {
  const file = join(temporaryFolder(), 'blocks');
  const block = 4 * 1024 * 1024;
  for (const at of [
    0,
    block - 4,
    block - 1,
    block,
    2 * block - 3,
    2 * block + 85,
    2 * block + 90,
  ]) {
    const bytes = Buffer.alloc(2 * block + 100, '.');
    bytes.write('ada@example.com', at);
    writeFileSync(file, bytes);
    expect(await contains(file, ['ben@example.com', 'ada@example.com']), String(at)).toBe(
      at + 15 <= bytes.length,
    );
    expect(await contains(file, ['ben@example.com'])).toBe(false);
  }
});
