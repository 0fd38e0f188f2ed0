import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ledger } from '../../src/deliver/ledger.ts';
import { DELIVERY_STATES } from '../../src/deliver/state.ts';
import { sqlLedger } from '../../src/store/ledger.ts';
import type { Schema } from '../../src/store/schema.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { saveSubscribers } from '../../src/store/subscribers.ts';
import { UserError } from '../../src/user-error.ts';

let folder: string;
let db: Kysely<Schema>;
let ledger: Ledger;
let now = new Date('2023-06-14T10:00:00Z');

const PLAN = { edition: '2023-06-14-x', audience: 'all', contentHash: 'abc' };
const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ email: `p${index}@example.com`, attributes: {} }));

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-'));
  now = new Date('2023-06-14T10:00:00Z');
  db = await openSqlite(join(folder, 'deep', 'broadsheet.sqlite'));
  ledger = sqlLedger(db, () => now);
});

afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true });
});

describe('a run', () => {
  test('is found again by its edition and audience', async () => {
    expect(await ledger.findRun(PLAN.edition, 'all')).toBeUndefined();
    const run = await ledger.createRun(PLAN);
    expect(await ledger.findRun(PLAN.edition, 'all')).toEqual(run);
    expect(await ledger.findRun(PLAN.edition, 'others')).toBeUndefined();
  });

  test('has one planned delivery for everybody on the list, and for nobody who comes later', async () => {
    await saveSubscribers(db, people(3), now);
    const run = await ledger.createRun(PLAN);
    await saveSubscribers(db, [{ email: 'late@example.com', attributes: {} }], now);
    expect(run.total).toBe(3);
    expect(await ledger.tally(run)).toMatchObject({ planned: 3, accepted: 0 });
  });

  test('cannot be made twice', async () => {
    await ledger.createRun(PLAN);
    await expect(ledger.createRun(PLAN)).rejects.toThrow(/UNIQUE/i);
  });

  test('can be of an empty list', async () => {
    expect((await ledger.createRun(PLAN)).total).toBe(0);
  });

  test('is read a page at a time, in order, without those that are through', async () => {
    await saveSubscribers(db, people(5), now);
    const run = await ledger.createRun(PLAN);
    await ledger.record(run, 2, ['planned'], { state: 'rejected', messageId: '<2>' });
    const first = await ledger.page(run, 0, 2);
    const second = await ledger.page(run, first.at(-1)?.id ?? 0, 10);
    expect([...first, ...second].map(({ id }) => id)).toEqual([1, 3, 4, 5]);
  });
});

describe('a delivery', () => {
  test('moves on only from a state that was named, once', async () => {
    await saveSubscribers(db, people(1), now);
    const run = await ledger.createRun(PLAN);
    const release = () =>
      ledger.record(run, 1, ['planned', 'deferred'], { state: 'released', messageId: '<1>' });
    expect(await Promise.all([release(), release(), release()])).toEqual([true, false, false]);
    expect(await ledger.record(run, 1, ['planned'], { state: 'accepted', messageId: '<1>' })).toBe(
      false,
    );
    expect(
      await ledger.record(run, 1, ['released'], {
        state: 'accepted',
        messageId: '<1>',
        reply: '250 ok',
      }),
    ).toBe(true);
    const row = await db.selectFrom('deliveries').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      state: 'accepted',
      reply: '250 ok',
      attempts: 1,
      message_id: '<1>',
    });
  });

  test('that was released and has no outcome becomes unknown, and no other does', async () => {
    await saveSubscribers(db, people(3), now);
    const run = await ledger.createRun(PLAN);
    await ledger.record(run, 1, ['planned'], { state: 'released', messageId: '<1>' });
    await ledger.record(run, 2, ['planned'], { state: 'accepted', messageId: '<2>' });
    expect(await ledger.settle(run)).toBe(1);
    expect(await ledger.settle(run)).toBe(0);
    expect(await ledger.tally(run)).toMatchObject({ planned: 1, accepted: 1, unknown: 1 });
  });

  test('counts in exactly one state of the tally', async () => {
    await saveSubscribers(db, people(7), now);
    const run = await ledger.createRun(PLAN);
    for (const [index, state] of DELIVERY_STATES.entries()) {
      await ledger.record(run, index + 1, ['planned'], { state, messageId: '<x>' });
    }
    const tally = await ledger.tally(run);
    expect(Object.keys(tally)).toEqual([...DELIVERY_STATES]);
    expect(Object.values(tally).reduce((sum, count) => sum + count)).toBe(run.total);
  });
});

describe('the lease', () => {
  test('is held by one owner until it ends or is given back', async () => {
    const run = await ledger.createRun(PLAN);
    expect(await ledger.lease(run, 'one', 30)).toBeUndefined();
    expect(await ledger.lease(run, 'two', 30)).toEqual({
      owner: 'one',
      until: '2023-06-14T10:00:30.000Z',
    });
    now = new Date('2023-06-14T10:00:20Z');
    expect(await ledger.lease(run, 'one', 30), 'renewed').toBeUndefined();
    now = new Date('2023-06-14T10:00:45Z');
    expect(await ledger.lease(run, 'two', 30)).toMatchObject({ owner: 'one' });
    now = new Date('2023-06-14T10:00:51Z');
    expect(await ledger.lease(run, 'two', 30), 'expired').toBeUndefined();
    await ledger.free(run, 'one');
    expect(await ledger.lease(run, 'one', 30), 'not the owner’s to free').toMatchObject({
      owner: 'two',
    });
    await ledger.free(run, 'two');
    expect(await ledger.lease(run, 'one', 30)).toBeUndefined();
  });
});

test('a second opening finds what the first one wrote', async () => {
  const run = await ledger.createRun(PLAN);
  const again = await openSqlite(join(folder, 'deep', 'broadsheet.sqlite'));
  expect(await sqlLedger(again, () => now).findRun(PLAN.edition, 'all')).toEqual(run);
  await again.destroy();
});

test('a database that cannot be opened is the user’s mistake, with a remedy', async () => {
  await expect(openSqlite(folder)).rejects.toThrow(UserError);
});
