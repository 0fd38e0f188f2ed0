import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine, withoutApostrophes } from '../../src/subscribers/csv-cells.ts';
import { listColumns, listRow } from '../../src/subscribers/csv-list.ts';
import type { Listed } from '../../src/subscribers/listed.ts';
import { rows } from './rows.ts';

/** What a value must not begin with in a file that a spreadsheet opens. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/u;

describe('a line of CSV', () => {
  test.each([
    ['=HYPERLINK("http://x.example","y")', `"'=HYPERLINK(""http://x.example"",""y"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'=1"],
    ['\r=1', "'=1"],
    [' =1', "'=1"],
    ['\u0000=1', "'=1"],
    ['＝1', "'＝1"],
    ["'=1", "''=1"],
    ['x;=1+1;y', `"x;'=1+1;y"`],
    ['a\r\nb', 'a b'],
    ['a\u0000b\u001b[31m', 'a b [31m'],
    ['Ada "Countess" Lovelace', '"Ada ""Countess"" Lovelace"'],
    ['Lovelace, Ada', '"Lovelace, Ada"'],
    ["O'Neil", "O'Neil"],
    ['ada-lovelace', 'ada-lovelace'],
  ])('writes %j as %j', (value, cell) => {
    expect(csvLine([value])).toBe(cell);
  });

  test('has no value that a spreadsheet takes for a formula, with either separator', () => {
    fc.assert(
      fc.property(fc.array(hostileText(), { minLength: 1, maxLength: 4 }), (values) => {
        const line = csvLine(values);
        expect(line).not.toMatch(/[\p{Cc}]/u);
        for (const part of line.split(';')) expect(part).not.toMatch(FORMULA);
        for (const value of values) expect(csvLine([value]).replace(/^"/, '')).not.toMatch(FORMULA);
      }),
      { numRuns: 1000 },
    );
  });

  test('gives back each value when the apostrophes are taken away', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const line = text.replace(/\s*\p{Cc}+\s*/gu, ' ').trim();
        const cell = csvLine([text]);
        const bare = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        expect(withoutApostrophes(bare)).toBe(line);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('an exported row', () => {
  test('that is imported again is the same reader, whatever their name and attributes are', async () => {
    await fc.assert(
      fc.asyncProperty(reader(), async (listed) => {
        const names = Object.keys(listed.reader?.attributes ?? {}).sort();
        const lines = [listColumns(names), listRow(listed, names)].map(csvLine);
        const [row] = await rows(`${lines.join('\r\n')}\r\n`, ['daily', 'weekend']);
        const { email, name, firstName, lastName, attributes, topics, locale } =
          listed.reader ?? {};
        expect(row).toMatchObject({
          kind: 'subscriber',
          subscriber: { email, attributes },
        });
        const read = row?.kind === 'subscriber' ? row.subscriber : undefined;
        expect([read?.name, read?.firstName, read?.lastName]).toEqual([name, firstName, lastName]);
        expect([read?.topics, read?.locale]).toEqual([topics, locale]);
      }),
      { numRuns: 300 },
    );
  });

  test('says who left, so that another list does not write to them', async () => {
    const listed: Listed = { email: 'ada@example.com', state: 'unsubscribed' };
    const lines = [listColumns([]), listRow(listed, [])].map(csvLine);
    expect(await rows(lines.join('\n'))).toMatchObject([{ kind: 'opted-out' }]);
  });

  test('keeps a pause', async () => {
    const until = new Date('2026-12-24T00:00:00Z');
    const listed = readerOf({}, { kind: 'paused', until });
    const lines = [listColumns([]), listRow({ ...listed, state: 'paused' }, [])].map(csvLine);
    expect(await rows(lines.join('\n'))).toMatchObject([
      { kind: 'subscriber', pausedUntil: until },
    ]);
  });
});

/** Texts of what spreadsheets, CSV and terminals give a meaning to. */
function hostileText() {
  const signs = fc.constantFrom(
    ...['=', '+', '-', '@', '\t', '\r', '\n', "'", '"', ',', ';', ' ', 'a', '1', '＝', '|'],
    ...['\u0000', '\u001b', '\u202e', '\u200d', '\ufeff', '\u2028', 'ü', '😀'],
  );
  return fc.array(signs, { maxLength: 12 }).map((parts) => parts.join(''));
}

/** A value that the list can have: on one line, without space around it. */
function value() {
  return hostileText()
    .map((text) =>
      text
        .replace(/\s*\p{Cc}+\s*/gu, ' ')
        .trim()
        .normalize('NFC'),
    )
    .map((text) => (text === '' ? undefined : text));
}

function reader(): fc.Arbitrary<Listed> {
  const names = fc.constantFrom('city', 'topics', 'status', 'locale', 'vorname', 'paused_until');
  return fc
    .record({
      name: value(),
      firstName: value(),
      lastName: value(),
      topics: fc.constantFrom(undefined, [], ['daily'], ['daily', 'weekend']),
      locale: fc.constantFrom(undefined, 'de', 'pt-BR'),
      attributes: fc.dictionary(
        names,
        value().map((text) => text ?? 'x'),
      ),
    })
    .map(({ name, firstName, lastName, topics, locale, attributes }) =>
      readerOf({
        ...(name !== undefined && { name }),
        ...(firstName !== undefined && { firstName }),
        ...(lastName !== undefined && { lastName }),
        ...(topics && { topics }),
        ...(locale !== undefined && { locale }),
        attributes: { ...attributes },
      }),
    );
}

type Given = Partial<NonNullable<Listed['reader']>>;

function readerOf(
  given: Given,
  state: NonNullable<Listed['reader']>['state'] = { kind: 'active' },
): Listed {
  const email = '+ada@example.com';
  const since = new Date('2026-11-02T00:00:00Z');
  const basics = { id: 1, email, readerId: 'x', attributes: {}, since, state };
  return { email, state: 'active', reader: { ...basics, ...given } };
}
