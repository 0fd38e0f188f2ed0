import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSecrets } from '../../src/base/secrets.ts';
import { makeToken, readEarlierToken, readToken } from '../../src/letter/token.ts';

const OLD = 'old-secret-old-secret-old-secret';
const NEW = 'new-secret-new-secret-new-secret!';
const LIST = 'briefing.example.com';
const ID = 'cfwXIwpkHrVyU-9mWa54N4';
const secrets = parseSecrets(NEW);
const token = makeToken('reader', LIST, ID, secrets);

describe('an unsubscribe token', () => {
  test('contains the subscription’s id, and is safe in a URL', () => {
    expect(token).toMatch(/^v2\.[\w-]{8}\.cfwXIwpkHrVyU-9mWa54N4\.[\w-]{22}$/);
    expect(encodeURIComponent(token)).toBe(token);
    expect(readToken('reader', token, LIST, secrets)).toBe(ID);
  });

  test('is invalid for another purpose', () => {
    for (const purpose of ['sign-up', 'address', 'export', 'erase'] as const) {
      expect(readToken(purpose, token, LIST, secrets)).toBeUndefined();
    }
  });

  test('of an earlier letter is still read, and not as one of today', () => {
    const earlier = 'v1.9Qs6vUo-.cfwXIwpkHrVyU-9mWa54N4.yU5T0rLT5hCjMhI4OgtaqR';
    expect(readEarlierToken(earlier, LIST, secrets)).toBe(ID);
    expect(readToken('reader', earlier, LIST, secrets)).toBeUndefined();
    expect(readEarlierToken(earlier.replace('v1', 'v2'), LIST, secrets)).toBeUndefined();
    expect(readEarlierToken(token, LIST, secrets)).toBeUndefined();
  });

  test('is the same each time', () => {
    expect(makeToken('reader', LIST, ID, parseSecrets(NEW))).toBe(token);
  });

  test('is invalid for another list or with another secret', () => {
    expect(readToken('reader', token, 'other.example.com', secrets)).toBeUndefined();
    expect(readToken('reader', token, LIST, parseSecrets(OLD))).toBeUndefined();
    expect(readToken('reader', token, LIST, [])).toBeUndefined();
  });

  test('stays valid after a new secret was put in front, which signs new tokens', () => {
    const sent = makeToken('reader', LIST, ID, parseSecrets(OLD));
    const rotated = parseSecrets(`${NEW},${OLD}`);
    expect(readToken('reader', sent, LIST, rotated)).toBe(ID);
    expect(makeToken('reader', LIST, ID, rotated)).toBe(token);
  });

  test('is invalid with any character changed', () => {
    for (let index = 0; index < token.length; index++) {
      for (const other of ['A', 'B', '.', '\0', 'é']) {
        const changed = token.slice(0, index) + other + token.slice(index + 1);
        if (changed !== token) expect(readToken('reader', changed, LIST, secrets)).toBeUndefined();
      }
    }
  });

  test.each([
    ['nothing', ''],
    ['dots', '...'],
    ['one part too short', token.slice(0, token.lastIndexOf('.'))],
    ['one part too long', `${token}.x`],
    ['another version', token.replace('v2', 'v3')],
    ['no mac', token.replace(/[^.]+$/, '')],
    ['a key id that an object has', token.replace(/\.[\w-]{8}\./, '.toString.')],
    ['a line break after it', `${token}\n`],
    ['NUL', `${token}\0`],
    ['white space before it', ` ${token}`],
    ['another spelling of it', token.replace(ID, ID.replace('N4', 'Ｎ4'))],
    ['half a character', `${token.slice(0, -1)}\ud800`],
    ['10 MB', 'v2.'.repeat(3_500_000)],
    ['10 MB of mac', token + 'A'.repeat(10_000_000)],
  ])('can’t be %s', (_, hostile) => {
    expect(readToken('reader', hostile, LIST, secrets)).toBeUndefined();
  });

  test('can’t be guessed from any text', () => {
    const character = fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '-', '_');
    const word = (length: number) =>
      fc.string({ unit: character, minLength: length, maxLength: length });
    const part = fc.oneof(fc.string({ unit: 'binary' }), word(8), word(22));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        expect(readToken('reader', ['v2', ...parts].join('.'), LIST, secrets)).toBeUndefined();
        expect(readToken('reader', parts.join('.'), LIST, secrets)).toBeUndefined();
      }),
    );
  });
});
