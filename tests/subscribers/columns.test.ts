import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { columnOf } from '../../src/subscribers/columns.ts';
import { csv, rows, short } from './rows.ts';

const CASES = join(import.meta.dirname, '../../../shared/cases/faults');

describe('a column of an export', () => {
  test.each([
    ['Email Address', 'email'],
    ['E-Mail-Adresse', 'email'],
    ['EMAIL', 'email'],
    ['Adresse e-mail', 'email'],
    ['Correo electrónico', 'email'],
    ['firstname', 'firstName'],
    ['Vorname', 'firstName'],
    ['FNAME', 'firstName'],
    ['lastname', 'lastName'],
    ['Nachname', 'lastName'],
    ['Full Name', 'name'],
    ['subscribed_to_emails', 'opted-in'],
    ['Subscribed', 'opted-in'],
    ['OPT_IN', 'opted-in'],
    ['Email disabled', 'opted-out'],
    ['doNotEmail', 'opted-out'],
    ['unsubscribed_at', 'opted-out'],
    ['blocklisted', 'opted-out'],
    ['EMAIL_BLACKLISTED', 'opted-out'],
    ['Bounced', 'opted-out'],
    ['deleted_at', 'opted-out'],
    ['status', 'status'],
    ['Email Marketing Status', 'status'],
    ['city', 'attribute'],
    ['Digest enabled', 'attribute'],
    ['Address', 'attribute'],
    ['state', 'attribute'],
    ['time_zone', 'attribute'],
  ])('named %s is %s', (header, kind) => {
    expect(columnOf(header).kind).toBe(kind);
  });
});

describe('a reader who opted out', () => {
  test.each([
    ['status', ['unsubscribed', 'blocklisted', 'disabled', 'Bounced', 'cleaned', 'Pending']],
    ['subscribed', ['false', 'No', '0', 'FALSE']],
    ['unsubscribed', ['true', 'yes', '1', '2024-05-01']],
    ['Email disabled', ['true']],
    ['unsubscribed_at', ['2024-05-01T10:00:00Z']],
  ])('is no subscriber: by the column %s', async (column, values) => {
    const found = await csv(`email,${column}`, ...values.map((value) => `a@b.com,${value}`));
    expect(found.map(({ kind }) => kind)).toEqual(values.map(() => 'opted-out'));
    expect(found[0]).toMatchObject({ email: 'a@b.com' });
  });

  test.each([
    ['status', ['subscribed', 'active', 'enabled', 'Confirmed', '']],
    ['subscribed', ['true', 'yes', '1', '']],
    ['unsubscribed', ['false', 'no', '0', '']],
    ['deleted_at', ['', '-']],
  ])('is not one who did not: by the column %s', async (column, values) => {
    const found = await csv(`email,${column}`, ...values.map((value) => `a@b.com,${value}`));
    expect(found.map(({ kind }) => kind)).toEqual(values.map(() => 'subscriber'));
  });

  test('is not guessed from a status that is not understood', async () => {
    expect(short(await csv('email,status', 'a@b.com,gold'))).toEqual(['2 unclear: status is gold']);
  });
});

describe('a file', () => {
  test.each([
    ['semicolons', 'email;first_name\na@b.com;Ada\n'],
    ['tabs', 'email\tfirst_name\na@b.com\tAda\n'],
    ['sep= above the header', 'sep=,\r\nemail,first_name\r\na@b.com,Ada\r\n'],
    ['sep=; above the header', 'sep=;\nemail;first_name\na@b.com;Ada\n'],
    ['UTF-16 without a byte order mark', Buffer.from('email,first_name\na@b.com,Ada\n', 'utf16le')],
  ])('with %s is read', async (_, source) => {
    const [row] = await rows(source);
    expect(row).toMatchObject({ subscriber: { email: 'a@b.com', firstName: 'Ada' } });
  });

  test.each([
    ['ann@example.net\u200b', 'ann@example.net'],
    ['\u202atom@example.net\u202c', 'tom@example.net'],
    ['kim@example.net\u00a0', 'kim@example.net'],
    ['lee@example.net;', 'lee@example.net'],
    ['mailto:pat@example.net', 'pat@example.net'],
    ['<ric@example.net>', 'ric@example.net'],
    ['Robin <rob@example.net>', 'rob@example.net'],
    ['sam@example.net.', 'sam@example.net'],
  ])('with the address %j has %s', async (written, email) => {
    expect(short(await csv('email,x', `${written},1`))).toEqual([`2 ${email}`]);
  });

  test('names an invisible character inside an address', async () => {
    expect(short(await csv('email', 'y\u200ban@example.net'))).toEqual([
      expect.stringContaining('y[U+200B]an@example.net'),
    ]);
  });

  test('loses only the line with a stray quote, not the lines up to the next quote', async () => {
    const found = await csv(
      ...['email,name', 'ann@b.com,Ann', 'bob@b.com,"Bobby Smith', 'cal@b.com,Cal'],
      ...['dot@b.com,"Doe, Dot"', 'eve@b.com,Eve'],
    );
    expect(short(found)).toEqual([
      ...['2 ann@b.com', '3 invalid: has an unclosed quote', '4 cal@b.com', '5 dot@b.com'],
      '6 eve@b.com',
    ]);
  });

  test('keeps a reader whose note has several lines or is very long', async () => {
    const found = await csv('email,notes', 'a@b.com,"One.', 'Two."', `c@d.com,${'x'.repeat(501)}`);
    expect(found).toMatchObject([
      { subscriber: { email: 'a@b.com', attributes: { notes: 'One. Two.' } } },
      { subscriber: { email: 'c@d.com', attributes: {} }, note: expect.any(String) as string },
    ]);
  });

  test.runIf(existsSync(CASES))('of ../shared/cases is read as it should be', async () => {
    const read = async (folder: string, file: string) =>
      short(await rows(readFileSync(join(CASES, folder, file))));
    const out = '03-unsubscribed-rows-are-mailed';
    expect(await read(out, 'ghost.csv')).toEqual([
      '2 ann@example.net',
      '3 opted-out: subscribed_to_emails is false',
    ]);
    expect((await read(out, 'listmonk.csv')).slice(1)).toEqual([
      '3 opted-out: status is blocklisted',
      '4 opted-out: status is disabled',
    ]);
    expect(await read(out, 'mautic.csv')).toEqual(['2 opted-out: donotemail is 1']);
    expect(await read(out, 'substack.csv')).toEqual(['2 opted-out: email_disabled is true']);
    const friction = '18-csv-friction';
    for (const file of ['german.csv', 'mailchimp.csv', 'sep2.csv', 'u16c.csv']) {
      for (const row of await read(friction, file)) expect(row).toMatch(/^\d+ \w+@example\.net$/);
    }
    expect(await read('09-stray-quote-swallows-readers', 'stray.csv')).toHaveLength(5);
  });
});
