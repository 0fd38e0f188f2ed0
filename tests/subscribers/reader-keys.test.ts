import { describe, expect, test } from 'vitest';
import { parseSecrets } from '../../src/base/secrets.ts';
import { UserError } from '../../src/base/user-error.ts';
import { readerKeys } from '../../src/subscribers/reader-keys.ts';

const OLD = 'old-secret-old-secret-old-secret';
const NEW = 'new-secret-new-secret-new-secret!';
const KEY = 'ada@example.com';
const keysOf = (secrets: string) => readerKeys(() => parseSecrets(secrets));

describe('the id of a reader', () => {
  test('is the same in every database of the same secret', () => {
    expect(keysOf(NEW).idFor(KEY)).toBe(keysOf(`${NEW} ${OLD}`).idFor(KEY));
    expect(keysOf(NEW).idFor(KEY)).toMatch(/^[\w-]{22}$/);
  });

  test('can’t be made from the address with another secret, or with none', () => {
    const ids = [keysOf(NEW), keysOf(OLD), readerKeys(() => [])].map((keys) => keys.idFor(KEY));
    expect(new Set(ids).size).toBe(3);
  });

  test('is the same in every database without a secret', () => {
    const [one, other] = [readerKeys(() => []), readerKeys(() => [])];
    expect(one.idFor(KEY)).toBe(other.idFor(KEY));
    expect(one.idFor(KEY)).not.toBe(one.idFor('bob@example.com'));
  });
});

describe('the hashes of an erased address', () => {
  test('are found with a secret from before a rotation, the current one first', () => {
    const [current, earlier] = keysOf(`${NEW} ${OLD}`).hashesOf(KEY);
    expect([current, earlier]).toEqual([
      ...keysOf(NEW).hashesOf(KEY),
      ...keysOf(OLD).hashesOf(KEY),
    ]);
    expect(current).not.toBe(keysOf(NEW).idFor(KEY));
  });

  test('don’t exist without a secret', () => {
    expect(readerKeys(() => []).hashesOf(KEY)).toEqual([]);
  });
});

test('A bad secret is reported when it is first needed', () => {
  const keys = keysOf('short');
  expect(() => keys.idFor(KEY)).toThrow(UserError);
});
