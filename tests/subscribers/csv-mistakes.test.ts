import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../src/subscribers/csv.ts';
import { UserError } from '../../src/base/user-error.ts';
import { csv, FILE, refusal, rows, short } from './rows.ts';

describe('an invalid row', () => {
  test('is reported with its line, and the other rows are read', async () => {
    const found = await csv(
      ...['email,name', 'a@b.com,A', 'nobody,B', ',C', 'd@b.com,D', 'e@b.com,E,E', 'f@b.com,F'],
    );
    expect(short(found)).toEqual([
      '2 a@b.com',
      '3 invalid: email nobody has no @',
      '4 invalid: email is empty',
      '5 d@b.com',
      expect.stringMatching(/^6 invalid: has 3 values for 2 columns/),
      '7 f@b.com',
    ]);
  });

  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])(
    'has the right line number after a quoted value with line breaks: %s',
    async (_, lineBreak) => {
      const lines = ['email,name', 'a@b.com,"A', 'B', 'C"', 'nobody,D', 'e@b.com,E', 'none,F'];
      const found = await rows(lines.join(lineBreak));
      expect(short(found)).toEqual([
        '2 a@b.com',
        '5 invalid: email nobody has no @',
        '6 e@b.com',
        '7 invalid: email none has no @',
      ]);
    },
  );

  test.each([
    ['empty lines', ''],
    ['lines of spaces', '  '],
  ])('has the right line number after %s', async (_, blank) => {
    const found = await csv(blank, 'email', blank, 'nobody', blank, blank, 'a@b.com', 'none');
    expect(short(found)).toEqual([
      '4 invalid: email nobody has no @',
      '7 a@b.com',
      '8 invalid: email none has no @',
    ]);
  });

  test.each([
    ['NUL', 'A\u0000'],
    ['an escape', 'A\u001b[31m'],
    ['a C1 character', 'A\u0085B'],
    ['a tab inside', 'A\tB'],
  ])(
    'is none with %s in a value other than the address, which becomes a space',
    async (_, value) => {
      const found = await csv(
        'email,name,city',
        `a@b.com,${value},x`,
        `c@d.com,x,${value}`,
        'e@f.com',
      );
      expect(short(found)).toEqual(['2 a@b.com', '3 c@d.com', '4 e@f.com']);
    },
  );

  test('is one in Latin-1, and the next row is read', async () => {
    const bytes = Buffer.from('email,name\na@b.com,Ren\u00e9\nc@d.com,Bo\n', 'latin1');
    expect(short(await rows(bytes))).toEqual([
      '2 invalid: is not valid UTF-8; save the file as UTF-8 (it may be Windows-1252)',
      '3 c@d.com',
    ]);
  });

  test('is none with a name of more than 500 characters, which is left out with a note', async () => {
    const found = await csv(
      'email,name',
      `a@b.com,${'x'.repeat(501)}`,
      `c@d.com,${'x'.repeat(500)}`,
    );
    expect(short(found)).toEqual(['2 a@b.com', '3 c@d.com']);
    expect(found[0]).toMatchObject({
      note: 'name is longer than 500 characters and was left out',
      subscriber: { attributes: {} },
    });
  });

  test('is one of 5 MB, reported with its line', async () => {
    const reading = csv('email,name', 'a@b.com,A', `c@d.com,${'x'.repeat(5_000_000)}`, 'e@f.com,E');
    const said = await reading.then(
      (found) => short(found).join('\n'),
      (error: unknown) => (error instanceof UserError ? error.message : ''),
    );
    expect(said).toMatch(/^3 invalid|from line 3\b/m);
  });

  test('is the only one lost if a quote is never closed', async () => {
    const found = await csv('email,name', 'a@b.com,A', 'c@d.com,"C', 'e@f.com,E', 'g@h.com,G');
    expect(short(found)).toEqual([
      '2 a@b.com',
      expect.stringMatching(/^3 invalid: .*quote/),
      '4 e@f.com',
      '5 g@h.com',
    ]);
  });

  test('loses no row between two rows with an extra quote', async () => {
    const rest = Array.from({ length: 300 }, (_, at) => `a${at}@b.com,A`);
    const found = await csv('email,name', 'a@b.com,"A', ...rest, 'c@d.com,"C', ...rest);
    expect(found.filter(({ kind }) => kind === 'subscriber')).toHaveLength(600);
    expect(short(found.filter(({ kind }) => kind === 'invalid'))).toEqual([
      expect.stringMatching(/^2 invalid: /),
      expect.stringMatching(/^303 invalid: /),
    ]);
  });

  test('is reported or kept, but not joined with the next, if a value holds a single quote', async () => {
    const lines = ['email,name', 'a@b.com,6" nail', 'c@d.com,7" nail', 'e@f.com,E'];
    expect((await csv(...lines)).map(({ line }) => line)).toEqual([2, 3, 4]);
  });

  test('does not affect the next one if text follows its closing quote', async () => {
    const found = await csv('email,name', 'a@b.com,"The Rock" Johnson', 'c@d.com,Bo');
    expect(found.map(({ line }) => line)).toEqual([2, 3]);
    expect(found[1]).toMatchObject({ subscriber: { email: 'c@d.com' } });
  });

  test.each([
    'a@localhost',
    'a b@c.com',
    'a@b.com\u0000',
    'a\u200b b@c.com',
    'a@b.com/x',
    'a@127.1',
  ])('is one with the address %j', async (email) => {
    expect(await csv('email', email, 'c@d.com')).toMatchObject([
      { kind: 'invalid', line: 2 },
      { kind: 'subscriber', line: 3 },
    ]);
  });
});

describe('readCsv', () => {
  test.each([
    ['no text', ''],
    ['empty lines', '\n\n\n'],
    ['a byte order mark alone', '\ufeff'],
    ['a header without email', 'name,city\nAda,Rome\n'],
    ['no header at all', 'a@b.com,Ada\n'],
  ])(
    'refuses a file with %s: it has no email column, and the remedy shows one',
    async (_, source) => {
      const error = await refusal(rows(source));
      expect(error.message).toMatch(/^subscribers\.csv has no (?:header row|email column)/);
      expect(error.remedy).toContain('email,first_name,last_name');
    },
  );

  test('lists the columns that it found instead of an address', async () => {
    const error = await refusal(rows('name,\u202ecity\nAda,Rome\n'));
    expect(error.message).toBe(
      'subscribers.csv has no email column. Its columns are: name, \ufffdcity.',
    );
  });

  test('says that the first line is no header where it is a reader', async () => {
    const error = await refusal(rows('ann@example.net\nben@example.net\n'));
    expect(error.message).toContain('its first line is ann@example.net');
  });

  test('accepts a header without rows', async () => {
    expect(await csv('email,name')).toEqual([]);
  });

  test('throws one UserError for a file that breaks off', async () => {
    const broken = new Readable({
      read() {
        this.push(Buffer.from('email\na@b.com\n'));
        this.destroy(new Error('the disk is gone'));
      },
    });
    const error = await refusal(rows(broken));
    expect(error.message).toContain('subscribers.csv');
    expect(error.message).toContain('the disk is gone');
  });

  test('stops reading the source once the caller stops reading rows', async () => {
    let made = 0;
    const endless = Readable.from(
      (function* () {
        yield Buffer.from('email\n');
        for (; made < 1_000_000; made++) yield Buffer.from(`a${made}@b.com\n`);
      })(),
    );
    for await (const row of readCsv(endless, FILE)) {
      expect(row.line).toBe(2);
      break;
    }
    expect(made).toBeLessThan(100_000);
  });

  test('throws nothing but UserErrors, whatever the bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 120 }), async (bytes) => {
        const source = Buffer.concat([Buffer.from('email,name\n'), bytes]);
        const reading = rows(source).catch((error: unknown) => {
          if (!(error instanceof UserError)) throw error;
          return [];
        });
        for (const row of await reading) {
          if (row.kind === 'subscriber') expect(row.subscriber.email).not.toMatch(/[\s\p{C}]/u);
        }
      }),
    );
  });
});
