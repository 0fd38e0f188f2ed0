import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { caughtMail } from '../../../src/app/studio/mailbox.ts';
import { openMaildir, type Maildir } from '../../../src/mailbox/maildir.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
let maildir: Maildir;
let desk: ReturnType<typeof caughtMail>;
beforeEach(async () => {
  folder = temporaryFolder();
  maildir = await openMaildir(folder);
  desk = caughtMail(maildir);
});

const deliver = (message: string) => maildir.deliver(Buffer.from(message));
const mail = (to: string, subject = 'Hello') =>
  deliver(`From: desk@example.com\r\nTo: ${to}\r\nSubject: ${subject}\r\n\r\nDear reader\r\n`);
const newest = async () => {
  const [first] = (await desk.caught('')).messages;
  const letter = await desk.caughtLetter(first?.name ?? '');
  if (!letter) throw new Error('The mailbox is empty.');
  return letter;
};

describe('the inbox', () => {
  test('has no messages at first', async () => {
    expect(await desk.caught('')).toEqual({ messages: [], total: 0 });
  });

  test('shows the newest fifty messages first, and the total', async () => {
    for (let index = 0; index < 60; index++) await mail(`p${index}@example.com`);
    const { messages, total } = await desk.caught('');
    expect(total).toBe(60);
    expect(messages).toHaveLength(50);
    expect(messages[0]).toMatchObject({
      to: 'p59@example.com',
      from: 'desk@example.com',
      subject: 'Hello',
    });
  });

  test.each([
    ['ADA@', 1],
    ['straße', 1],
    ['desk@example.com', 3],
    ['  hello ', 2],
    ['dear reader', 3],
    ['"dear reader" ada', 1],
    ['reader dear strasse', 1],
    ['nobody', 0],
  ])('finds %j in addresses, subjects and texts', async (text, count) => {
    await mail('Ada Abbot <ada@example.com>');
    await mail('b@example.com');
    await mail('c@example.com', '=?utf-8?Q?Die_STRASSE_und_die_Stra=C3=9Fe?=');
    expect((await desk.caught(text)).total).toBe(count);
  });

  test('lists a file that is not a message without sender and subject', async () => {
    await maildir.deliver(Buffer.from([0, 255, 10, 58, 58]));
    await maildir.deliver(Buffer.alloc(0));
    await deliver(`Subject: ${'x'.repeat(100_000)}`);
    const { messages } = await desk.caught('');
    expect(messages).toHaveLength(3);
    expect(messages.at(-1)).toMatchObject({ from: '', to: '', subject: '' });
  });

  test('has no messages after it was emptied', async () => {
    await mail('a@example.com');
    await desk.caught('a');
    await desk.emptyMailbox();
    expect(await desk.caught('')).toEqual({ messages: [], total: 0 });
    expect(await desk.caught('a')).toEqual({ messages: [], total: 0 });
  });
});

describe('a message', () => {
  test.each(['../new', '..', 'nothing', '', 'a/b', '%2e%2e'])(
    'named %j does not exist',
    async (name) => {
      await mail('a@example.com');
      expect(await desk.caughtLetter(name)).toBeUndefined();
    },
  );

  test('has its text, its bytes and its groups of recipients', async () => {
    await mail('Team: a@example.com, Bo <b@example.com>;');
    const letter = await newest();
    expect(letter).toMatchObject({
      to: 'Team: a@example.com, Bo <b@example.com>;',
      text: 'Dear reader\n',
      html: '',
    });
    expect(String(letter.raw)).toContain('\r\n\r\nDear reader');
  });

  test('that is nested too deeply shows only its headers', async () => {
    const deep = Array.from(
      { length: 300 },
      (_, index) => `Content-Type: multipart/mixed; boundary="b${index}"\r\n\r\n--b${index}\r\n`,
    );
    await deliver(`Subject: deep\r\n${deep.join('')}`);
    expect(await newest()).toMatchObject({ subject: 'deep', text: '', html: '' });
  });

  test('of a million lines shows its start, and quickly', async () => {
    await deliver(`Subject: long\r\n\r\n${'\n'.repeat(1_000_000)}end`);
    const letter = await newest();
    expect(letter.subject).toBe('long');
    expect(letter.text.length).toBeLessThan(60_000);
    expect(letter.raw.toString()).toMatch(/end$/);
  });

  const related = (html: string, type: string, id: string, bytes: number) =>
    deliver(
      [
        'Subject: pictures\r\nContent-Type: multipart/related; boundary=b\r\n',
        `--b\r\nContent-Type: text/html\r\n\r\n${html}`,
        `--b\r\nContent-Type: ${type}\r\nContent-ID: <${id}>\r\nContent-Disposition: inline`,
        `Content-Transfer-Encoding: base64\r\n\r\n${Buffer.alloc(bytes, 1).toString('base64')}`,
        '--b--\r\n',
      ].join('\r\n'),
    );

  test('has its pictures by the source in the HTML', async () => {
    await related('<img src="cid:one@example.com">', 'image/jpeg', 'one@example.com', 3);
    const { pictures } = await newest();
    expect([...pictures.keys()]).toEqual(['cid:one@example.com']);
    expect(pictures.get('cid:one@example.com')).toMatchObject({ type: 'image/jpeg' });
  });

  test.each([
    ['a type that breaks out', '<img src="cid:x">', 'image/png"><script>', 'x', 3],
    ['a page', '<img src="cid:x">', 'text/html', 'x', 3],
    ['an id that breaks out', '<img src="cid:x">', 'image/jpeg', 'x"><script>', 3],
    ['one named so often that it fills the memory', 'cid:x'.repeat(500), 'image/jpeg', 'x', 50_000],
  ])('has no picture for %s', async (_, html, type, id, bytes) => {
    await related(html, type, id, bytes);
    expect((await newest()).pictures.size).toBe(0);
  });
});

test('ten thousand messages are listed and searched quickly', async () => {
  // Linked names of one file, so that the test makes no ten thousand files of its own.
  const { linkSync } = await import('node:fs');
  await mail('a@example.com');
  const [first = ''] = await maildir.list();
  for (let index = 0; index < 10_000; index++)
    linkSync(
      join(folder, 'new', first),
      join(folder, 'new', `1686736800000.${index}_x.broadsheet`),
    );
  let reads = 0;
  const counted = caughtMail({
    ...maildir,
    read: (name, bytes) => {
      reads++;
      return maildir.read(name, bytes);
    },
  });
  expect((await counted.caught('')).total).toBe(10_001);
  expect(reads).toBe(50);
  expect((await counted.caught('a@')).messages).toHaveLength(50);
  expect(reads).toBe(3000);
  const { unsearched = 0 } = await counted.caught('b@');
  expect(reads, 'the texts of the newest').toBe(4500 - unsearched);
});

describe('the text of messages', () => {
  const html = (body: string) =>
    deliver(
      `From: a@example.com\r\nTo: b@example.com\r\nSubject: News\r\nContent-Type: text/html\r\n\r\n${body}`,
    );

  test('is searched across the ends of its lines, and shown around what was found', async () => {
    await deliver(
      'To: a@example.com\r\nSubject: News\r\n\r\nHello,\r\n\r\nthe ministers met in\r\nQu=C3=A9bec.\r\n'.replace(
        'Subject',
        'Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/plain; charset=utf-8\r\nSubject',
      ),
    );
    const { messages } = await desk.caught('"met in quebec"');
    expect(messages[0]?.excerpt).toEqual([
      { text: 'the ministers ', hit: false },
      { text: 'met in Québec', hit: true },
      { text: '.', hit: false },
    ]);
    expect((await desk.caught('news')).messages[0]?.excerpt).toBeUndefined();
  });

  test('is that of its HTML where it has no other, without styles and tags', async () => {
    await html('<style>.balloon{}</style><p class="drone">The <b>vote</b> &amp; the ferry</p>');
    expect((await desk.caught('vote & ferry')).total).toBe(1);
    expect((await desk.caught('drone')).total).toBe(0);
    expect((await desk.caught('balloon')).total).toBe(0);
  });

  test.each([
    ['many open tags', '<'.repeat(60_000)],
    ['many open styles', '<style '.repeat(9000)],
    ['many short lines', 'x\r\n'.repeat(20_000)],
    ['a long line', 'a'.repeat(2_000_000)],
  ])('of hostile mail with %s is searched without delay', async (_, body) => {
    await html(body);
    await html('<p>The ferry</p>');
    const start = performance.now();
    expect((await desk.caught('ferry')).total).toBe(1);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test('that there was no time to read is counted, and searched the next time', async () => {
    const hurried = caughtMail(maildir, 0);
    for (let index = 0; index < 3; index++) await mail(`p${index}@example.com`);
    expect(await hurried.caught('reader')).toMatchObject({ total: 1, unsearched: 2 });
    expect(await hurried.caught('reader')).toMatchObject({ total: 2, unsearched: 1 });
    const last = await hurried.caught('reader');
    expect([last.total, last.unsearched]).toEqual([3, undefined]);
  });
});
