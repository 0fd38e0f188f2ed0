import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutApostrophes } from '../../src/subscribers/csv-cells.ts';
import { csv, rows, short } from './rows.ts';

const SAMPLE = join(import.meta.dirname, '../../content/subscribers.example.csv');

describe('readCsv', () => {
  test('reads the sample list without an invalid row', async () => {
    const found = await rows(readFileSync(SAMPLE));
    expect(found.filter(({ kind }) => kind === 'invalid')).toEqual([]);
    expect(found).toHaveLength(25);
  });

  test('reads names, and other columns as attributes', async () => {
    const [row] = await csv(
      'email,first_name,last_name,name,city',
      'a@b.com,Ada,Lovelace,Countess,Rome',
    );
    expect(row).toEqual({
      kind: 'subscriber',
      line: 2,
      subscriber: {
        email: 'a@b.com',
        firstName: 'Ada',
        lastName: 'Lovelace',
        name: 'Countess',
        attributes: { city: 'Rome' },
      },
    });
  });

  test('leaves out empty values', async () => {
    const [row] = await csv('email,first_name,city', 'a@b.com,,  ');
    expect(row).toMatchObject({ subscriber: { email: 'a@b.com', attributes: {} } });
    expect(row).not.toHaveProperty('subscriber.firstName');
  });

  test.each([
    ['a byte order mark', '\ufeffemail,name\na@b.com,Ada\n'],
    ['CRLF', 'email,name\r\na@b.com,Ada\r\n'],
    ['CR', 'email,name\ra@b.com,Ada\r'],
    ['a byte order mark, CRLF and no final line break', '\ufeffemail,name\r\na@b.com,Ada'],
    ['quotes around everything', '"email","name"\n"a@b.com","Ada"\n'],
    ['capitals and spaces in the header', ' Email , NAME \na@b.com,Ada\n'],
    ['spaces around values', 'email,name\n  a@b.com ,\tAda \n'],
    ['columns in another order', 'name,email\nAda,a@b.com\n'],
    ['a row with fewer values than columns', 'name,email,city\nAda,a@b.com\n'],
  ])('reads a file with %s', async (_, text) => {
    expect(await rows(text)).toEqual([
      {
        kind: 'subscriber',
        line: 2,
        subscriber: { email: 'a@b.com', name: 'Ada', attributes: {} },
      },
    ]);
  });

  test('reads "First Name" and "last-name" as name columns', async () => {
    const [row] = await csv('EMAIL,First Name,last-name', 'a@b.com,Ada,Lovelace');
    expect(row).toMatchObject({ subscriber: { firstName: 'Ada', lastName: 'Lovelace' } });
  });

  test('reads commas and doubled quotes in quoted values, and quotes in plain ones', async () => {
    const found = await csv('email,name', 'a@b.com,"Example, ""Carl"", Jr."', 'c@d.com,Bo "B" Ek');
    expect(found).toMatchObject([
      { subscriber: { name: 'Example, "Carl", Jr.' } },
      { subscriber: { name: 'Bo "B" Ek' } },
    ]);
  });

  test('keeps markup as text', async () => {
    const script = '<script>alert(1)</script> {{x}} javascript:alert(1)';
    const [row] = await csv('email,name,city', `a@b.com,${script},${script}`);
    expect(row).toMatchObject({ subscriber: { name: script, attributes: { city: script } } });
  });

  test('accepts internationalised domains, and names in any script', async () => {
    const found = await csv('email,name', 'leser@bücher.example,يوسف', 'a@例え.テスト,👩‍👩‍👧‍👦');
    expect(short(found)).toEqual(['2 leser@bücher.example', '3 a@例え.テスト']);
    expect(found[0]).toMatchObject({ subscriber: { name: 'يوسف' } });
  });

  test('normalises accents to one character', async () => {
    const [row] = await csv('email,name', 'rene\u0301@b.com,Rene\u0301');
    expect(row).toMatchObject({ subscriber: { email: 'ren\u00e9@b.com', name: 'Ren\u00e9' } });
  });

  test('reads characters that are split between chunks', async () => {
    const bytes = Buffer.from('email,name\r\na@b.com,"é 布 👩‍👩‍👧‍👦"\r\n');
    const chunks = Array.from(bytes, (byte) => Buffer.from([byte]));
    expect(await rows(Readable.from(chunks))).toEqual(await rows(bytes));
  });

  test.each(['little', 'big'])('reads UTF-16 with a byte order mark: %s-endian', async (end) => {
    const bytes = Buffer.from('\ufeffemail,name\r\na@b.com,Zoë 👩‍👩‍👧‍👦\r\n', 'utf16le');
    const [row] = await rows(end === 'big' ? bytes.swap16() : bytes);
    expect(row).toMatchObject({ subscriber: { email: 'a@b.com', name: 'Zoë 👩‍👩‍👧‍👦' } });
  });

  test('keeps an attribute whose column has the name of an object member', async () => {
    const [row] = await csv('email,constructor,toString,has own', 'a@b.com,1,2,3');
    expect(row).toMatchObject({
      subscriber: { attributes: { constructor: '1', tostring: '2', has_own: '3' } },
    });
  });

  test('does not set a prototype from a column called __proto__', async () => {
    const [row] = await csv('email,__proto__,city', 'a@b.com,evil,Rome');
    if (row?.kind !== 'subscriber') throw new Error('The row is invalid.');
    expect(Object.getPrototypeOf(row.subscriber.attributes)).toBe(Object.prototype);
    expect(row.subscriber.attributes['city']).toBe('Rome');
    expect(Object.hasOwn(Object.prototype, 'city')).toBe(false);
  });

  test('uses the last of two columns with the same name', async () => {
    const [row] = await csv('email,city,city', 'a@b.com,Rome,Oslo');
    expect(row).toMatchObject({ subscriber: { attributes: { city: 'Oslo' } } });
  });

  test('ignores a column without a name', async () => {
    const [row] = await csv('email,,city', 'a@b.com,x,Rome');
    expect(row).toMatchObject({ subscriber: { attributes: { city: 'Rome' } } });
  });

  test('reads back any list that was written as CSV, without the apostrophes before formulas', async () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    const name = word.map((text) =>
      text
        .replace(/[\p{Cc}\ufffd\ufeff]/gu, '')
        .normalize()
        .trim(),
    );
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(name, name), { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        async (names, lineBreak) => {
          const lines = names.map((each, at) => [`a${at}@b.com`, ...each].map(quoted).join(','));
          const found = await rows(['email,name,city', ...lines].join(lineBreak));
          expect(found).toEqual(
            names
              .map((each) => each.map(withoutApostrophes))
              .map(([own, city], at) => ({
                kind: 'subscriber',
                line: at + 2,
                subscriber: {
                  email: `a${at}@b.com`,
                  ...(own && { name: own }),
                  attributes: { ...(city && { city }) },
                },
              })),
          );
        },
      ),
    );
  });
});
