import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Kysely } from 'kysely';
import type { Schema } from '../../src/store/schema.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { countSubscribers, listSubscribers, saveSubscribers } from '../../src/store/subscribers.ts';

const now = new Date('2023-06-14T10:00:00Z');
let db: Kysely<Schema>;

beforeEach(async () => {
  ({ db } = await openSqlite(':memory:'));
});
afterEach(async () => {
  await db.destroy();
});

test('keeps what is known of a subscriber, and nothing that is not', async () => {
  const full = {
    email: 'ada@example.com',
    name: 'A',
    firstName: 'Ada',
    lastName: 'L',
    attributes: { city: 'London', __proto__x: '1' },
  };
  await saveSubscribers(db, [full, { email: 'b@example.com', attributes: {} }], now);
  expect(await Array.fromAsync(listSubscribers(db))).toEqual([
    { id: 1, ...full },
    { id: 2, email: 'b@example.com', attributes: {} },
  ]);
});

test('updates a subscriber whose address is on the list in other letters', async () => {
  await saveSubscribers(db, [{ email: 'ada@bücher.example.com', attributes: {} }], now);
  const saved = await saveSubscribers(
    db,
    [{ email: 'ADA@XN--bcher-KVA.example.com', name: 'Ada', attributes: {} }],
    now,
  );
  expect(saved).toEqual({ added: 0, updated: 1 });
  expect(await countSubscribers(db)).toBe(1);
});

test('takes the last of two rows for one address', async () => {
  const rows = ['First', 'Last'].map((name) => ({
    email: 'ada@example.com',
    name,
    attributes: {},
  }));
  expect(await saveSubscribers(db, rows, now)).toEqual({ added: 1, updated: 1 });
  const [ada] = await Array.fromAsync(listSubscribers(db));
  expect(ada?.name).toBe('Last');
});

test('lists more than a page, everybody once', async () => {
  const batch = Array.from({ length: 2500 }, (_, index) => ({
    email: `p${index}@example.com`,
    attributes: {},
  }));
  await saveSubscribers(db, batch, now);
  const emails = (await Array.fromAsync(listSubscribers(db))).map(({ email }) => email);
  expect(emails).toEqual(batch.map(({ email }) => email));
});

test('saves nobody without a word', async () => {
  expect(await saveSubscribers(db, [], now)).toEqual({ added: 0, updated: 0 });
});
