import fc from 'fast-check';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { makeToken, parseSecrets, readToken } from '../../src/letter/token.ts';

const OLD = 'old-secret-old-secret-old-secret';
const NEW = 'new-secret-new-secret-new-secret!';
const LIST = 'briefing.example.com';
const ID = 'cfwXIwpkHrVyU-9mWa54N4';
const secrets = parseSecrets(NEW);
const token = makeToken(LIST, ID, secrets);

describe('an unsubscribe token', () => {
  test('contains the subscription’s id, and is safe in a URL', () => {
    expect(token).toMatch(/^v1\.[\w-]{8}\.cfwXIwpkHrVyU-9mWa54N4\.[\w-]{22}$/);
    expect(encodeURIComponent(token)).toBe(token);
    expect(readToken(token, LIST, secrets)).toBe(ID);
  });

  test('is the same each time', () => {
    expect(makeToken(LIST, ID, parseSecrets(NEW))).toBe(token);
  });

  test('is invalid for another list or with another secret', () => {
    expect(readToken(token, 'other.example.com', secrets)).toBeUndefined();
    expect(readToken(token, LIST, parseSecrets(OLD))).toBeUndefined();
    expect(readToken(token, LIST, [])).toBeUndefined();
  });

  test('stays valid after a new secret was put in front, which signs new tokens', () => {
    const sent = makeToken(LIST, ID, parseSecrets(OLD));
    const rotated = parseSecrets(`${NEW},${OLD}`);
    expect(readToken(sent, LIST, rotated)).toBe(ID);
    expect(makeToken(LIST, ID, rotated)).toBe(token);
  });

  test('is invalid with any character changed', () => {
    for (let index = 0; index < token.length; index++) {
      for (const other of ['A', 'B', '.', '\0', 'é']) {
        const changed = token.slice(0, index) + other + token.slice(index + 1);
        if (changed !== token) expect(readToken(changed, LIST, secrets)).toBeUndefined();
      }
    }
  });

  test.each([
    ['nothing', ''],
    ['dots', '...'],
    ['one part too short', token.slice(0, token.lastIndexOf('.'))],
    ['one part too long', `${token}.x`],
    ['another version', token.replace('v1', 'v2')],
    ['no mac', token.replace(/[^.]+$/, '')],
    ['a key id that an object has', token.replace(/\.[\w-]{8}\./, '.toString.')],
    ['a line break after it', `${token}\n`],
    ['NUL', `${token}\0`],
    ['white space before it', ` ${token}`],
    ['another spelling of it', token.replace(ID, ID.replace('N4', 'Ｎ4'))],
    ['half a character', `${token.slice(0, -1)}\ud800`],
    ['10 MB', 'v1.'.repeat(3_500_000)],
    ['10 MB of mac', token + 'A'.repeat(10_000_000)],
  ])('can’t be %s', (_, hostile) => {
    expect(readToken(hostile, LIST, secrets)).toBeUndefined();
  });

  test('can’t be guessed from any text', () => {
    const character = fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '-', '_');
    const word = (length: number) =>
      fc.string({ unit: character, minLength: length, maxLength: length });
    const part = fc.oneof(fc.string({ unit: 'binary' }), word(8), word(22));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        expect(readToken(['v1', ...parts].join('.'), LIST, secrets)).toBeUndefined();
        expect(readToken(parts.join('.'), LIST, secrets)).toBeUndefined();
      }),
    );
  });
});

describe('parseSecrets', () => {
  test.each([`${NEW} ${OLD}`, `${NEW}\n${OLD}\n`, ` ${NEW} , ${OLD},`, `${NEW}\r\n\t${OLD}`])(
    'reads several secrets in order: %j',
    (text) => {
      const keyIds = [...parseSecrets(NEW), ...parseSecrets(OLD)].map((each) => each.keyId);
      expect(parseSecrets(text).map((each) => each.keyId)).toEqual(keyIds);
    },
  );

  test.each([undefined, '', ' ,\n'])('refuses an empty text: %j', (text) => {
    expect(() => parseSecrets(text)).toThrow('BROADSHEET_SECRET is not set.');
  });

  test('refuses a short secret without showing it', () => {
    const short = 'hunter2-hunter2-hunter2-hunter2';
    expect(short).toHaveLength(31);
    expect(() => parseSecrets(short)).toThrow(/is shorter than 32 characters/);
    expect(() => parseSecrets(`${NEW} ${short}`)).toThrow(/, number 2 of 2, is shorter/);
    expect(() => parseSecrets(short)).not.toThrow(/hunter2/);
    expect(parseSecrets(`${short}x`)).toHaveLength(1);
    expect(inspect(secrets, { depth: 9 })).not.toContain('new-secret');
  });
});
