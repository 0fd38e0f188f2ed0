import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readDkimKey, type DkimSettings } from '../../src/dkim/key.ts';
import { UserError } from '../../src/base/user-error.ts';
import { ED25519, ED25519_SETTINGS, pem, RSA, RSA_SETTINGS } from './signing-keys.ts';

const pkcs1 = RSA.export({ format: 'pem', type: 'pkcs1' }).toString();
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a DKIM key', () => {
  test.each([
    ['PKCS#8', pem(RSA)],
    ['PKCS#1', pkcs1],
    ['\\n for its line breaks', pem(RSA).replaceAll('\n', '\\n')],
    ['\\r\\n for its line breaks', pkcs1.replaceAll('\n', '\\r\\n')],
    ['CRLF', pem(RSA).replaceAll('\n', '\r\n')],
    ['spaces for line breaks', pem(RSA).replaceAll('\n', ' ')],
    ['quotes and white space around it', `\n "${pem(RSA)}"\n`],
    ['a byte order mark', `\ufeff${pem(RSA)}`],
    ['base64 of PEM', base64(pem(RSA))],
    ['base64 of PEM in lines', base64(pkcs1).replace(/.{76}/g, '$&\n')],
    ['its public half in front', `${publicPem(RSA)}${pem(RSA)}`],
  ])('is read from a variable with %s', (_, text) => {
    const key = readDkimKey(RSA_SETTINGS, text, 'example.com');
    expect(key.privateKey.equals(RSA)).toBe(true);
    expect(key).toMatchObject({ selector: 'rsa2026', domain: 'example.com' });
  });

  test('of Ed25519 is read with line breaks and in one line', () => {
    for (const text of [pem(ED25519), pem(ED25519).replaceAll('\n', '\\n')]) {
      const key = readDkimKey(ED25519_SETTINGS, text, 'example.com');
      expect(key.privateKey.equals(ED25519)).toBe(true);
    }
  });
});

describe('readDkimKey refuses', () => {
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey;
  const lock = { cipher: 'aes-256-cbc', passphrase: 'secret' };
  const locked = RSA.export({ format: 'pem', type: 'pkcs8', ...lock }).toString();
  const lockedOld = RSA.export({ format: 'pem', type: 'pkcs1', ...lock }).toString();
  const mismatch = /does not match its selector's algorithm/;

  test.each<[string, DkimSettings, string | undefined, RegExp]>([
    ['no key', RSA_SETTINGS, undefined, /is not set/],
    ['an empty key', RSA_SETTINGS, ' \n', /is not set/],
    ['a word', RSA_SETTINGS, 'letmein', /does not hold a readable private key/],
    ['a NUL character', RSA_SETTINGS, '\0', /does not hold a readable private key/],
    [
      'the first half of a key',
      RSA_SETTINGS,
      pem(RSA).slice(0, 800),
      /does not hold a readable private key/,
    ],
    [
      'a key with overwritten characters',
      RSA_SETTINGS,
      holed(pem(RSA)),
      /readable private key|damaged/,
    ],
    [
      'a megabyte of text',
      RSA_SETTINGS,
      'A'.repeat(1_000_000),
      /does not hold a readable private key/,
    ],
    ['a file name', RSA_SETTINGS, '/etc/dkim/key.pem', /does not hold a readable private key/],
    ['a public key', RSA_SETTINGS, publicPem(RSA), /a public key/],
    ['a public key in base64', RSA_SETTINGS, base64(publicPem(RSA)), /a public key/],
    ['a key with a passphrase', RSA_SETTINGS, locked, /passphrase/],
    ['a key with a passphrase in the old format', RSA_SETTINGS, lockedOld, /passphrase/],
    ['an RSA key of 1024 bits', RSA_SETTINGS, pem(weak), /RSA key of 1024 bits/],
    ['an Ed25519 key for RSA', RSA_SETTINGS, pem(ED25519), mismatch],
    ['an RSA key for Ed25519', ED25519_SETTINGS, pem(RSA), mismatch],
    ['a key on the curve P-256', RSA_SETTINGS, pem(ec), mismatch],
    ['an RSA-PSS key', RSA_SETTINGS, pem(pss), mismatch],
    ['an RSA key whose numbers do not belong together', RSA_SETTINGS, mixed(), /damaged|readable/],
  ])('%s, and does not show it', (_, settings, text, message) => {
    const { message: said, remedy, stack, cause } = refusalOf(settings, text);
    expect(said).toMatch(message);
    expect(said).toContain(settings.keyFrom);
    const secret = text?.replace(/-----[^-]+-----|\s/g, '').slice(100, 140) ?? '';
    if (secret !== '')
      expect(`${said}${remedy}${stack ?? ''}${String(cause)}`).not.toContain(secret);
  });

  const at = (domain: string | undefined, from: string) =>
    readDkimKey({ ...RSA_SETTINGS, domain }, pem(RSA), from);

  test.each(['example.org', 'news.example.com', 'ample.com', 'xexample.com'])(
    'the signing domain %s for a sender at example.com',
    (domain) => {
      expect(() => at(domain, 'example.com')).toThrow(UserError);
    },
  );
});

test("readDkimKey signs for the sender's domain or a parent of it, written in ASCII", () => {
  const at = (domain: string | undefined, from: string) =>
    readDkimKey({ ...RSA_SETTINGS, domain }, pem(RSA), from).domain;
  expect(at('EXAMPLE.com', 'news.example.com')).toBe('example.com');
  expect(at(undefined, 'bücher.example')).toBe('xn--bcher-kva.example');
});

function refusalOf(settings: DkimSettings, text: string | undefined): UserError {
  try {
    readDkimKey(settings, text, 'example.com');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('The key was accepted.');
}

function publicPem(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString();
}

/** PEM with characters of the modulus overwritten. */
function holed(text: string): string {
  return text.slice(0, 140) + 'A'.repeat(40) + text.slice(180);
}

/** The modulus of one key with the exponents of another. */
function mixed(): string {
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const { n = '' } = other.export({ format: 'jwk' });
  const key = createPrivateKey({ key: { ...RSA.export({ format: 'jwk' }), n }, format: 'jwk' });
  return pem(key);
}
