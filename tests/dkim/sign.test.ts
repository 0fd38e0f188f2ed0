import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeLetter, type Composed } from '../../src/letter/compose.ts';
import { letterMaker } from '../../src/letter/letter.ts';
import type { Sender } from '../../src/letter/recipient.ts';
import { parseSecrets } from '../../src/base/secrets.ts';
import type { NewSubscriber } from '../../src/subscribers/subscriber.ts';
import { render, sampleEdition, sampleSender } from '../support/sample.ts';
import { ED25519_KEY, RSA_KEY, verdicts } from './signing-keys.ts';

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
const both = letterMaker(composed, [RSA_KEY, ED25519_KEY]);
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
    ['RSA-2048', [RSA_KEY], ['rsa2026 pass']],
    ['Ed25519', [ED25519_KEY], ['ed2026 pass']],
    ['both', [RSA_KEY, ED25519_KEY], PASS],
  ])('verifies with %s', async (_, keys, expected) => {
    expect(await verdicts(await bytes(letterMaker(composed, keys)))).toEqual(expected);
  });

  test.each(SIGNED)('does not verify with a changed %s', async (name) => {
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

  test('verifies after a relay has refolded fields, added white space and removed an unsigned field', async () => {
    const relayed = (text: string) =>
      `Received: from a by b\r\n${text}\r\n\r\n`
        .replace(/^X-Idempotency-Key:.*\r\n/m, '')
        .replace(/^subject:/im, 'SUBJECT: \t')
        .replace('Lovelace <', 'Lovelace\r\n\t <');
    expect(await tampered(relayed)).toEqual(PASS);
  });

  test('does not verify with an added field that the letter does not have', async () => {
    const { listId, name: newsletter, from } = sender;
    const plain = { listId, name: newsletter, from };
    const make = letterMaker(composeLetter(edition, rendered, plain), [RSA_KEY]);
    const text = (await bytes(make)).toString('latin1');
    expect(await verdicts(Buffer.from(text))).toEqual(['rsa2026 pass']);
    for (const name of ['List-Unsubscribe-Post', 'Reply-To']) {
      const result = await verdicts(Buffer.from(`${name}: x\r\n${text}`));
      expect(result).not.toContain('rsa2026 pass');
    }
  });

  test('verifies with Unicode in every field, long names and a picture', async () => {
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
    const make = letterMaker(composeLetter(long, rendered, named, [picture]), [
      RSA_KEY,
      ED25519_KEY,
    ]);
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

  test('has the same bytes each time', async () => {
    const again = letterMaker(composeLetter(edition, rendered, { ...sender }), [
      RSA_KEY,
      ED25519_KEY,
    ]);
    expect((await bytes(again)).equals(raw)).toBe(true);
  });

  test('begins with its signatures, in lines of at most 76 characters without a leading dot', () => {
    const fields = /^(?:DKIM-Signature:(?:[^\r]|\r\n )*\r\n){2}(?=Message-ID:)/.exec(source)?.[0];
    const lines = (fields ?? '').split('\r\n');
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter((line) => line.length > 76 || line.startsWith('.'))).toEqual([]);
    expect(fields).not.toMatch(/[;\s][tx]=/);
  });

  test('is the unsigned letter with signatures on top, in at most 8 chunks of the stated size', async () => {
    const unsigned = await letterMaker(composed)(ada);
    const signed = await both(ada);
    expect(source.endsWith(Buffer.concat(unsigned.chunks).toString('latin1'))).toBe(true);
    expect(signed.chunks.length).toBeLessThanOrEqual(8);
    expect(signed.size).toBe(raw.length);
    expect(signed.envelope).toEqual(unsigned.envelope);
    expect(signed.messageId).toBe(unsigned.messageId);
  });

  test('verifies when 40 letters are signed at once', async () => {
    const readers = Array.from({ length: 40 }, (_, index) => ({
      email: `reader${index}@example.com`,
      attributes: {},
    }));
    const letters = await Promise.all(readers.map((each) => bytes(both, each)));
    for (const letter of letters) expect(await verdicts(letter)).toEqual(PASS);
  });
});

describe('a body that is signed piece by piece', () => {
  const word = fc.oneof(
    fc.constantFrom('slotabcn0e', ' ', '  ', '\t', ' \t ', '\n', '\n\n', '.', 'From ', '=', 'é'),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom(`${'long  line '.repeat(400)}\n`, 'x '.repeat(2000), '🌍'),
  );
  const part = fc.array(word, { maxLength: 25 }).map((words) => words.join(''));
  const name = fc.array(fc.constantFrom('a', ' ', '\t', '.', 'é', '=', 'F', 'x'.repeat(80)));

  function compose(text: string, html: string): Composed {
    const slots = { prefix: 'slotabcn', slots: [{ name: 'name', fallback: 'a  b ' } as const] };
    return composeLetter(edition, { html, text, mjml: '', slots }, sampleSender());
  }

  test('verifies as a whole, whatever its parts and slots hold', async () => {
    await fc.assert(
      fc.asyncProperty(part, part, name, async (text, html, letters) => {
        const make = letterMaker(compose(text, html), [RSA_KEY, ED25519_KEY]);
        const reader = { email: 'ada@example.com', name: letters.join(''), attributes: {} };
        expect(await verdicts(await bytes(make, reader))).toEqual(PASS);
      }),
      { numRuns: 150 },
    );
  });

  test('begins and ends at a line boundary in every piece', () => {
    fc.assert(
      fc.property(part, part, (text, html) => {
        const constant = compose(text, html).body.filter((piece) => Buffer.isBuffer(piece));
        expect(constant.map((piece) => piece.subarray(-2).toString())).toEqual(
          constant.map(() => '\r\n'),
        );
        expect(constant[0]?.subarray(0, 2).toString()).toBe('\r\n');
      }),
    );
  });
});
