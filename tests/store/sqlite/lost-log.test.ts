/** Databases whose newest commits, in the write-ahead log, were lost, and whose file has gone. */
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { LedgerGoneError } from '../../../src/base/ledger-gone.ts';
import { UserError } from '../../../src/base/user-error.ts';
import type { Lease } from '../../../src/deliver/ledger.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { openQueryable, type QueryableStore } from '../queryable.ts';
import { claimed, step } from '../stores.ts';

const SUBSCRIBERS = 600;

let folder: string;
let file: string;
let store: QueryableStore;
let lease: Lease;
beforeEach(async () => {
  folder = join(temporaryFolder(), 'data');
  file = join(folder, 'a.sqlite');
  store = await open(file);
  const people = Array.from({ length: SUBSCRIBERS }, (_, index) => ({
    email: `p${index}@example.com`,
    attributes: {},
  }));
  await store.subscribers.save(people);
  lease = await claimed(store.runs);
});

async function open(at: string, acceptLoss = false): Promise<QueryableStore> {
  const opened = await openQueryable({ kind: 'sqlite', file: at }, undefined, { acceptLoss });
  onTestFinished(() => opened.close());
  return opened;
}

async function sent(from: number, to = from): Promise<void> {
  for (let id = from; id <= to; id++) {
    await store.ledger.record(lease, [step(id, 'released')]);
    await store.ledger.record(lease, [step(id, 'accepted')]);
  }
}

/** Copies the files as a crash would leave them; without the log, only the first one. */
function crashed(withLog: boolean): string {
  const copy = join(temporaryFolder(), 'a.sqlite');
  copyFileSync(file, copy);
  if (withLog) copyFileSync(`${file}-wal`, `${copy}-wal`);
  return copy;
}

const accepted = async (at: QueryableStore) => (await at.runs.tally(lease.run)).accepted;

describe('a database that a killed sender left', () => {
  test('opens with every commit where its log is there', async () => {
    await sent(1, 3);
    expect(await accepted(await open(crashed(true)))).toBe(3);
  });

  test.each([
    ['was copied without its log', () => crashed(false)],
    [
      'has an empty log',
      () => {
        const copy = crashed(true);
        truncateSync(`${copy}-wal`);
        return copy;
      },
    ],
  ])('is refused with a remedy if it %s, however often', async (_, crash) => {
    await sent(1);
    const copy = crash();
    for (let again = 0; again < 2; again++) {
      const failure = open(copy);
      await expect(failure).rejects.toThrow(UserError);
      await expect(failure).rejects.toThrow(/a\.sqlite-wal/);
    }
  });

  test('opens with every commit once its log is put back, since a refusal changes nothing', async () => {
    await sent(1, 3);
    const copy = crashed(true);
    const log = `${copy}-wal`;
    renameSync(log, `${log}.away`);
    const before = readFileSync(copy);
    await expect(open(copy)).rejects.toThrow(UserError);
    expect(readFileSync(copy).equals(before)).toBe(true);
    renameSync(`${log}.away`, log);
    expect(await accepted(await open(copy))).toBe(3);
  });

  test('is refused without its log at any moment of a long run', async () => {
    for (let id = 1; id <= SUBSCRIBERS - 10; id += 7) {
      await sent(id, id + 3);
      await expect(open(crashed(false)), `after ${id}`).rejects.toThrow(UserError);
    }
  });

  test('is refused without its log after another program has copied the log into the file', async () => {
    await sent(1, 3);
    await store.query('pragma wal_checkpoint(truncate)');
    await sent(4);
    await expect(open(crashed(false))).rejects.toThrow(UserError);
  });

  test('opens without its log if the loss is accepted: what waited is unknown, and that stays', async () => {
    await sent(1, 3);
    const copy = crashed(false);
    const left = await open(copy, true);
    const tally = await left.runs.tally(lease.run);
    expect(tally).toMatchObject({ planned: 0, released: 0 });
    expect(tally.accepted + tally.unknown).toBe(SUBSCRIBERS);
    await left.close();
    expect(await (await open(copy)).runs.tally(lease.run)).toEqual(tally);
  });

  test('opens, again and again, where the sender died between the two commits of a mark', async () => {
    await sent(1, 2);
    await store.query('update log_mark set in_file = in_log + 1');
    await store.query('pragma wal_checkpoint(passive)');
    const copy = crashed(true);
    for (let again = 0; again < 2; again++) {
      const opened = await open(copy);
      expect(await accepted(opened)).toBe(2);
      await opened.close();
    }
  });
});

describe('a database whose sender is at work', () => {
  test('is opened by others at any moment', async () => {
    const done = new AbortController();
    const sending = sent(1, 400).finally(() => {
      done.abort();
    });
    let opened = 0;
    while (!done.signal.aborted) {
      const other = await openQueryable({ kind: 'sqlite', file });
      await other.close();
      opened++;
      await setImmediate();
    }
    await sending;
    expect(opened).toBeGreaterThan(3);
  });

  test('opens from a copy of its whole folder, and from a backup', async () => {
    await sent(1, 3);
    const copy = temporaryFolder();
    cpSync(folder, copy, { recursive: true });
    expect(await accepted(await open(join(copy, 'a.sqlite')))).toBe(3);
    const backup = join(temporaryFolder(), 'a.sqlite');
    const database = new DatabaseSync(file);
    database.prepare('vacuum into ?').run(backup);
    database.close();
    expect(await accepted(await open(backup))).toBe(3);
  });

  test('has no log and is whole after it was closed', async () => {
    await sent(1, 3);
    await store.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
    expect(await accepted(await open(file))).toBe(3);
  });

  test('copies its log into the file by itself, so that the log stays short', async () => {
    await sent(1, SUBSCRIBERS);
    expect(statSync(`${file}-wal`).size).toBeLessThan(8_000_000);
  });
});

describe('a database that was removed under its sender', () => {
  test('is noticed by the next step, and is written to its place again', async () => {
    await sent(1, 3);
    rmSync(folder, { recursive: true });
    await expect(sent(4)).rejects.toThrow(LedgerGoneError);
    await expect(store.ledger.renew(lease, 30)).rejects.toThrow(LedgerGoneError);
    await expect(store.ledger.nextRetry(lease.run)).rejects.toThrow(LedgerGoneError);
    expect(store.rescue()).toBe(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const saved = await open(file);
    expect(await saved.runs.tally(lease.run)).toMatchObject({ accepted: 3, released: 1 });
  });

  test('is noticed before the first step', async () => {
    rmSync(folder, { recursive: true });
    await expect(sent(1)).rejects.toThrow(LedgerGoneError);
  });

  test('and replaced is written next to the other one, which stays as it is', async () => {
    const copy = join(temporaryFolder(), 'copy');
    cpSync(folder, copy, { recursive: true });
    await sent(1, 3);
    rmSync(folder, { recursive: true });
    cpSync(copy, folder, { recursive: true });
    await expect(sent(4)).rejects.toThrow(LedgerGoneError);
    expect(store.rescue()).toBe(`${file}.rescued`);
    const saved = await open(`${file}.rescued`);
    expect(await saved.runs.tally(lease.run)).toMatchObject({ accepted: 3, released: 1 });
    await store.close();
    const other = await open(file);
    expect(await other.subscribers.count()).toBe(SUBSCRIBERS);
    expect(await accepted(other)).toBe(0);
  });

  test('can’t be saved where nothing can be written: then there is no path', async () => {
    await sent(1);
    rmSync(folder, { recursive: true });
    mkdirSync(`${file}.rescued`, { recursive: true });
    await expect(sent(2)).rejects.toThrow(LedgerGoneError);
    expect(store.rescue()).toBeUndefined();
  });
});
