import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { formatAddress, header, textHeader } from '../../src/mime/write-header.ts';

const parse = (fields: string) => PostalMime.parse(`${fields}MIME-Version: 1.0\r\n\r\nbody\r\n`);

/** Text as a subject or a name has it: no control characters, no white space at its ends. */
const line = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 150 }),
    fc
      .array(
        fc.constantFrom(
          'Ada',
          'é',
          '👩‍👩‍👧‍👦',
          '"',
          '\\',
          ',',
          '<',
          '>',
          '(',
          ' ',
          '=?UTF-8?Q?x?=',
          'ليلى',
          '花'.repeat(30),
        ),
        { maxLength: 30 },
      )
      .map((each) => each.join(' ')),
  )
  .map((text) =>
    text
      .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '')
      .toWellFormed()
      .replace(/\s+/gu, ' ')
      .trim(),
  );

describe('a header field of text', () => {
  test('is read back by postal-mime as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(
        line.filter((text) => text !== ''),
        async (text) => {
          expect((await parse(textHeader('Subject', text))).subject).toBe(text);
        },
      ),
    );
  });

  test('is folded into lines of at most 76 characters', () => {
    fc.assert(
      fc.property(line, (text) => {
        for (const each of textHeader('Subject', text).split('\r\n')) {
          // A word without a space can't be folded, and is encoded if it is longer than 200.
          if (/\S{60}/.test(text)) expect(each.length).toBeLessThan(300);
          else expect(each.length).toBeLessThanOrEqual(76);
        }
      }),
    );
  });

  test('is folded after a colon in its value, but not after its name', () => {
    const words = 'Minister: a reply: '.repeat(10).trim();
    const lines = textHeader('Subject', words).split('\r\n');
    expect(lines.every((each) => each.length <= 76)).toBe(true);
    expect(header('Subject', 'x'.repeat(100))).toBe(`Subject: ${'x'.repeat(100)}\r\n`);
  });

  test('can’t begin another field, whatever its value', () => {
    const fields = textHeader('Subject', 'Hello\r\nBcc: victim@example.com\n\nbody');
    expect(fields).not.toMatch(/^Bcc/m);
    expect(
      fields
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .every((each) => each.startsWith(' ')),
    ).toBe(true);
  });
});

describe('an address', () => {
  test('is read back by postal-mime with its name', async () => {
    await fc.assert(
      fc.asyncProperty(
        line.filter((text) => text !== ''),
        async (name) => {
          const { to } = await parse(header('To', formatAddress('ada@example.com', name)));
          expect(to).toEqual([{ name, address: 'ada@example.com' }]);
        },
      ),
    );
  });

  test.each([
    ['Ada Lovelace', 'Ada Lovelace <ada@example.com>'],
    ["George O'Connor", "George O'Connor <ada@example.com>"],
    ['Eve "The Editor"', '"Eve \\"The Editor\\"" <ada@example.com>'],
    ['Example, Carl', '"Example, Carl" <ada@example.com>'],
    ['', 'ada@example.com'],
  ])('is written readably with the name %j', (name, expected) => {
    expect(formatAddress('ada@example.com', name)).toBe(expected);
  });
});
