import fc from 'fast-check';
import { dkimSign } from 'mailauth';
import { createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { composeLetter, type Composed } from '../../src/letter/compose.ts';
import { signatureHolds } from '../../src/dkim/verify.ts';
import { letterMaker } from '../../src/letter/letter.ts';
import { sampleEdition, sampleSender } from '../support/sample.ts';
import {
  ED25519,
  ED25519_SETTINGS,
  pem,
  RSA,
  RSA_SETTINGS,
  signWithEd25519,
  signWithRsa,
  verdicts,
} from './signing-keys.ts';

const rsa = { ...RSA_SETTINGS, domain: 'example.com', publicKey: createPublicKey(RSA) };
const ed25519 = { ...ED25519_SETTINGS, domain: 'example.com', publicKey: createPublicKey(ED25519) };

const MESSAGE = Buffer.from(
  [
    'From: "A  B" <a@example.com>',
    'Subject:  Hello \t there',
    '\t folded   and long ',
    'To: дядя@example.org',
    'Date: Wed, 14 Jun 2023 10:00:00 +0000',
    '',
    'Dear  reader, \t',
    '',
    ' \t ',
    '\tindented  é',
    '',
    '',
    '',
  ].join('\r\n'),
);

/** A message signed by a program that is not ours. */
async function signedElsewhere(message = MESSAGE): Promise<Buffer> {
  const first = { signingDomain: 'example.com', selector: 'rsa2026', privateKey: pem(RSA) };
  const second = { signingDomain: 'example.com', selector: 'ed2026', privateKey: pem(ED25519) };
  const { signatures, errors } = await dkimSign(message, {
    ...first,
    canonicalization: 'relaxed/relaxed',
    signatureData: [first, { ...second, algorithm: 'ed25519-sha256' }],
  });
  expect(errors).toEqual([]);
  return Buffer.concat([Buffer.from(signatures), message]);
}

describe('the verifier of the probe', () => {
  test('takes what another program signed, by both algorithms', async () => {
    const raw = await signedElsewhere();
    expect(await verdicts(raw)).toContain('rsa2026 pass');
    expect(signatureHolds(raw, rsa)).toBe(true);
    expect(signatureHolds(raw, ed25519)).toBe(true);
  });

  test('takes no change of a signed header, of the body or of the signature', async () => {
    const source = (await signedElsewhere()).toString('latin1');
    for (const [from, to] of [
      ['Hello', 'Hallo'],
      ['Dear', 'Near'],
      ['To:', 'Cc:'],
      ['indented', 'in dented'],
      [' b=', ' b=AAAA'],
      ['a=rsa', 'a=r5a'],
    ] as const) {
      expect(source).toContain(from);
      expect(signatureHolds(Buffer.from(source.replace(from, to), 'latin1'), rsa), from).toBe(
        false,
      );
    }
  });

  test.each([
    ['nothing', ''],
    ['no header', '\r\n\r\nbody'],
    ['no body', 'From: a'],
    ['no signature', MESSAGE.toString('latin1')],
    ['an empty one', 'DKIM-Signature:\r\n\r\nbody'],
    ['one of tags without values', 'DKIM-Signature: v=1; a; c; d; s; b; ;;=\r\n\r\nbody'],
    [
      'one of nothing',
      'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=rsa2026; h=; bh=; b=\r\n\r\n',
    ],
  ])('takes no message with %s', (_, text) => {
    expect(signatureHolds(Buffer.from(text), rsa)).toBe(false);
  });

  test('takes no signature of another key, selector or domain', async () => {
    const raw = await signedElsewhere();
    expect(signatureHolds(raw, { ...ed25519, publicKey: rsa.publicKey })).toBe(false);
    expect(signatureHolds(raw, { ...rsa, selector: 'other' })).toBe(false);
    expect(signatureHolds(raw, { ...rsa, domain: 'example.org' })).toBe(false);
  });
});

describe('what is signed piece by piece', () => {
  const SLOT = 'slotabcn0e';
  const edition = sampleEdition();
  const word = fc.oneof(
    fc.constantFrom(SLOT, ' ', '  ', '\t', ' \t ', '\n', '\n\n', '.', 'From ', '=', 'é', '🌍'),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom(`${'long  line '.repeat(400)}\n`, 'x '.repeat(2000)),
  );
  const part = fc.array(word, { maxLength: 25 }).map((words) => words.join(''));
  const name = fc.array(fc.constantFrom('a', ' ', '\t', '.', 'é', '=', 'F', 'x'.repeat(80)));

  function compose(text: string, html: string): Composed {
    const slots = { prefix: 'slotabcn', slots: [{ name: 'name', fallback: 'a  b ' } as const] };
    return composeLetter(edition, { html, text, mjml: '', slots }, sampleSender());
  }

  test('is the canonical form of the whole letter', async () => {
    const keys = [await signWithRsa(), await signWithEd25519()];
    await fc.assert(
      fc.asyncProperty(part, part, name, async (text, html, letters) => {
        const make = letterMaker(compose(text, html), keys);
        const reader = { email: 'ada@example.com', name: letters.join(''), attributes: {} };
        const raw = Buffer.concat((await make(reader)).chunks);
        expect(signatureHolds(raw, rsa)).toBe(true);
        expect(signatureHolds(raw, ed25519)).toBe(true);
        expect(await verdicts(raw)).toEqual(['rsa2026 pass', 'ed2026 pass']);
      }),
      { numRuns: 150 },
    );
  });

  test('begins and ends at a line boundary in every piece', () => {
    fc.assert(
      fc.property(part, part, (text, html) => {
        const { body } = compose(text, html);
        const constant = body.filter((piece) => Buffer.isBuffer(piece));
        expect(constant.map((piece) => piece.subarray(-2).toString())).toEqual(
          constant.map(() => '\r\n'),
        );
        expect(constant[0]?.subarray(0, 2).toString()).toBe('\r\n');
      }),
    );
  });
});
