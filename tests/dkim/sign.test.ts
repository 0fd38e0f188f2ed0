import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeLetter } from '../../src/letter/compose.ts';
import { letterMaker } from '../../src/letter/letter.ts';
import type { Sender } from '../../src/letter/recipient.ts';
import { parseSecrets } from '../../src/letter/token.ts';
import type { NewSubscriber } from '../../src/subscribers/subscriber.ts';
import { render, sampleEdition, sampleSender } from '../support/sample.ts';
import { signWithEd25519, signWithRsa, verdicts } from './signing-keys.ts';

const edition = sampleEdition();
const rendered = await render(edition);
const sender: Sender = {
  ...sampleSender(),
  unsubscribe: {
    url: 'https://news.example.com/u/{token}?from=letter',
    secrets: parseSecrets('0123456789abcdef0123456789abcdef'),
  },
  bounces: 'bounces@example.com',
  idempotencyHeader: 'X-Idempotency-Key',
};
const composed = composeLetter(edition, rendered, sender);
const rsa = await signWithRsa();
const ed25519 = await signWithEd25519();
const both = letterMaker(composed, [rsa, ed25519]);
const ada: NewSubscriber = {
  email: 'ada@example.com',
  firstName: 'Ada',
  lastName: 'Lovelace',
  attributes: {},
};

async function bytes(make = both, subscriber = ada): Promise<Buffer> {
  return Buffer.concat((await make(subscriber)).chunks);
}

const PASS = ['rsa2026 pass', 'ed2026 pass'];
const raw = await bytes();
const source = raw.toString('latin1');
const tampered = (change: (text: string) => string) => {
  const changed = change(source);
  expect(changed).not.toBe(source);
  return verdicts(Buffer.from(changed, 'latin1'));
};

const SIGNED = [
  'From',
  'Reply-To',
  'Subject',
  'Date',
  'To',
  'Message-ID',
  'List-Id',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'Feedback-ID',
  'MIME-Version',
  'Content-Type',
];
const OVERSIGNED = SIGNED.filter((name) => name !== 'List-Id' && name !== 'Feedback-ID');

describe('a signed letter', () => {
  test.each([
    ['RSA-2048', [rsa], ['rsa2026 pass']],
    ['Ed25519', [ed25519], ['ed2026 pass']],
    ['both', [rsa, ed25519], PASS],
  ])('verifies with %s', async (_, keys, expected) => {
    expect(await verdicts(await bytes(letterMaker(composed, keys)))).toEqual(expected);
  });

  test.each(SIGNED)('does not verify with another %s', async (name) => {
    const field = new RegExp(`^(${name}: (?:[^\\r]|\\r\\n )*)`, 'm');
    expect(await tampered((text) => text.replace(field, '$1x'))).toEqual([
      'rsa2026 fail',
      'ed2026 fail',
    ]);
  });

  test.each(SIGNED)('does not verify without its %s', async (name) => {
    const field = new RegExp(`^${name}:(?:[^\\r]|\\r\\n )*\\r\\n`, 'm');
    const result = await tampered((text) => text.replace(field, ''));
    expect(result.filter((each) => each.endsWith('pass'))).toEqual([]);
  });

  test.each(OVERSIGNED)('does not verify with a second %s, above or below', async (name) => {
    for (const place of [/^/, /(?=\r\n\r\n)/]) {
      const above = place.source === '^';
      const added = above ? `${name}: x\r\n` : `\r\n${name}: x`;
      const result = await tampered((text) => text.replace(place, added));
      expect(result.filter((each) => each.endsWith('pass'))).toEqual([]);
    }
  });

  test('does not verify with a byte of its body changed, at any place', async () => {
    const start = source.indexOf('\r\n\r\n') + 4;
    for (const part of [0, 0.1, 0.5, 0.98]) {
      const at = source.indexOf('e', start + Math.floor((source.length - start) * part));
      const changed = Buffer.from(raw);
      changed[at] = 0x45;
      expect(await verdicts(changed)).toEqual(['rsa2026 neutral', 'ed2026 neutral']);
    }
  });

  test('verifies after a relay has folded, spaced and stripped what it may', async () => {
    const relayed = (text: string) =>
      `Received: from a by b\r\n${text}\r\n\r\n`
        .replace(/^X-Idempotency-Key:.*\r\n/m, '')
        .replace(/^subject:/im, 'SUBJECT: \t')
        .replace('Lovelace <', 'Lovelace\r\n\t <');
    expect(await tampered(relayed)).toEqual(PASS);
  });

  test('without a web address of unsubscribing takes none that is added', async () => {
    const { listId, name: newsletter, from } = sender;
    const plain = { listId, name: newsletter, from };
    const make = letterMaker(composeLetter(edition, rendered, plain), [rsa]);
    const text = (await bytes(make)).toString('latin1');
    expect(await verdicts(Buffer.from(text))).toEqual(['rsa2026 pass']);
    for (const name of ['List-Unsubscribe-Post', 'Reply-To']) {
      const result = await verdicts(Buffer.from(`${name}: x\r\n${text}`));
      expect(result).not.toContain('rsa2026 pass');
    }
  });

  test('verifies with Unicode everywhere, long names and a picture', async () => {
    const long = {
      ...edition,
      subject: `Übersicht: ${'Außenminister 会談 🌍 '.repeat(12)}`,
    };
    const bytesOf = Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 256));
    const picture = {
      contentId: 'a@example.com',
      name: 'a.jpg',
      type: 'image/jpeg',
      bytes: bytesOf,
    };
    const named = { ...sender, name: `Briefing "Zürich" ${'sehr '.repeat(40)}` };
    const make = letterMaker(composeLetter(long, rendered, named, [picture]), [rsa, ed25519]);
    for (const subscriber of [
      { email: 'leser@bücher.example.org', name: '李明 '.repeat(60).trim(), attributes: {} },
      { email: 'дядя@example.org', name: `"Bob, \\ \t  the  'Great'`, attributes: {} },
      { email: 'x@example.org', name: 'word '.repeat(80).trim(), attributes: {} },
    ]) {
      expect(await verdicts(await bytes(make, subscriber))).toEqual(PASS);
    }
  });

  test('verifies for any subscriber', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 120 });
    const subscriber = fc.record({
      email: fc.emailAddress().map((address) => address.replace(/.*@/, 'reader@')),
      name: fc.oneof(text, fc.constantFrom(' \t ', '.', 'From ', 'a  b', '\0', '\r\nBcc: x')),
      attributes: fc.constant({}),
    });
    await fc.assert(
      fc.asyncProperty(subscriber, async (each) => {
        expect(await verdicts(await bytes(both, each))).toEqual(PASS);
      }),
      { numRuns: 100 },
    );
  });

  test('is the same bytes each time', async () => {
    const again = letterMaker(composeLetter(edition, rendered, { ...sender }), [rsa, ed25519]);
    expect((await bytes(again)).equals(raw)).toBe(true);
  });

  test('begins with its signatures, in lines of at most 76 without a leading dot', () => {
    const fields = /^(?:DKIM-Signature:(?:[^\r]|\r\n )*\r\n){2}(?=Message-ID:)/.exec(source)?.[0];
    const lines = (fields ?? '').split('\r\n');
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter((line) => line.length > 76 || line.startsWith('.'))).toEqual([]);
    expect(fields).not.toMatch(/[;\s][tx]=/);
  });

  test('is the unsigned letter below its signatures, in few chunks of the size it says', async () => {
    const unsigned = await letterMaker(composed)(ada);
    const signed = await both(ada);
    expect(source.endsWith(Buffer.concat(unsigned.chunks).toString('latin1'))).toBe(true);
    expect(signed.chunks.length).toBeLessThanOrEqual(8);
    expect(signed.size).toBe(raw.length);
    expect(signed.envelope).toEqual(unsigned.envelope);
    expect(signed.messageId).toBe(unsigned.messageId);
  });

  test('is one of many that are signed at once', async () => {
    const readers = Array.from({ length: 40 }, (_, index) => ({
      email: `reader${index}@example.com`,
      attributes: {},
    }));
    const letters = await Promise.all(readers.map((each) => bytes(both, each)));
    for (const letter of letters) expect(await verdicts(letter)).toEqual(PASS);
  });
});
