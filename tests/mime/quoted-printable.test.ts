import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { quotedPrintable } from '../../src/mime/quoted-printable.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }).map((each) => each.toWellFormed()),
  fc
    .array(fc.constantFrom('.', 'From ', ' ', '\t', '=', 'é', '🌞', 'a'.repeat(75), '\n', '\r\n'))
    .map((each) => each.join('')),
);

/** Decodes with postal-mime, as bytes. */
async function decode(encoded: string): Promise<string> {
  const head =
    'Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: quoted-printable\r\n';
  const { attachments } = await PostalMime.parse(`${head}\r\n${encoded}`);
  return Buffer.from(attachments[0]?.content as ArrayBuffer).toString('utf8');
}

/** The decoder writes every line break as LF. */
const canonical = (source: string) => source.replace(/\r\n|\r|\n/g, '\n');

describe('quotedPrintable', () => {
  test('decodes to the same text, with every line break kept', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (source) => {
        expect(await decode(quotedPrintable(source))).toBe(canonical(source));
      }),
    );
  });

  test('of two texts, joined, decodes to the joined text', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (first, second) => {
        fc.pre(!(first.endsWith('\r') && second.startsWith('\n')));
        const joined = quotedPrintable(first) + quotedPrintable(second);
        expect(await decode(joined)).toBe(canonical(`${first}${second}`));
      }),
    );
  });

  test('has lines of at most 76 printable ASCII characters, none with a leading dot', () => {
    fc.assert(
      fc.property(text, (source) => {
        const lines = quotedPrintable(source).split('\r\n');
        expect(lines.pop()).toBe('');
        for (const line of lines) {
          expect(line).toMatch(/^[\t\x20-\x7e]{0,76}$/);
          expect(line).not.toMatch(/^\.|^From |[ \t]$/);
        }
      }),
    );
  });

  test('of an empty text is empty', () => {
    expect(quotedPrintable('')).toBe('');
  });
});
