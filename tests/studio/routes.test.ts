import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROOT } from '../support/sample.ts';
import { ID, openNewsroom, type Newsroom } from './newsroom.ts';
import { wordsOf } from './run-views.ts';

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(async () => {
  await room.close();
  expect(room.faults).toEqual([]);
});

const MAIL = 'From: desk@example.com\r\nTo: ada@example.com\r\nSubject: Hello\r\n';
const deliver = async (message: string) => {
  await room.maildir.deliver(Buffer.from(message));
  return `/mailbox/${(await room.maildir.list()).at(-1) ?? ''}/`;
};

describe('the front page', () => {
  test('the front page lists editions without building them', async () => {
    room.write('2023-06-15-broken', '');
    const { status, text } = await room.get('/');
    expect(status).toBe(200);
    expect(text).toContain('2023-06-15-broken');
    expect(text).not.toContain('can’t be built');
  });

  test('a month with more than sixty editions has further pages', async () => {
    for (let day = 100; day < 170; day++) room.write(`2022-01-01-a${day}`, '');
    const month = '/?month=2022-01';
    const rows = (text: string) => text.match(/<li\s+class="edition-row"/g);
    const first = (await room.get(month)).text;
    expect(rows(first)).toHaveLength(60);
    expect(first).toContain('href="?month=2022-01&amp;before=2022-01-01-a110"');
    const second = (await room.get(`${month}&before=2022-01-01-a110`)).text;
    expect(rows(second)).toHaveLength(10);
    expect(second).not.toContain('before=');
    expect(rows((await room.get(`${month}&before=../../etc`)).text)).toHaveLength(60);
  });

  test('each existing edition has a summary, and no other path has', async () => {
    const { text } = await room.get(`/editions/${ID}/summary.html`);
    expect(text).not.toContain('<html');
    expect(wordsOf(text)).toMatch(/Blinken reschedules.* KB/);
    room.write('2023-06-15-broken', '');
    expect(wordsOf((await room.get('/editions/2023-06-15-broken/summary.html')).text)).toContain(
      'blocked it can’t be built content/2023-06-15-broken.txt:1: The article is empty',
    );
    expect((await room.get('/editions/2023-06-16-none/summary.html')).status).toBe(404);
    expect((await room.get('/editions/..%2f..%2fetc/summary.html')).status).toBe(404);
  });
});

describe('a name in the content folder that is no edition', () => {
  test('is an error on the front page with the right name, and among the problems of an edition', async () => {
    room.write('2023-06-15-big_news', 'Headline\n\nStory.\n');
    const { text } = await room.get('/');
    expect(wordsOf(text)).toContain('1 file or folder is no edition');
    expect(wordsOf(text)).toContain('content/2023-06-15-big_news.txt');
    expect(wordsOf(text)).toContain('to &quot;2023-06-15-big-news.txt&quot;');
    expect(text).not.toContain('id="edition-2023-06-15-big_news"');
    const page = wordsOf((await room.get(`/editions/${ID}/nobody/`)).text);
    expect(page).toContain('rename &quot;2023-06-15-big_news.txt&quot;');
  });

  const CASES = join(
    ROOT,
    '..',
    'shared',
    'cases',
    'faults',
    '01-misnamed-article-sends-the-old-one',
  );
  test.skipIf(!existsSync(CASES))(
    'is found whatever is wrong with it (needs the shared cases)',
    async () => {
      const names = readdirSync(CASES).filter((name) => name !== 'README');
      for (const name of names) cpSync(join(CASES, name), room.path(`content/${name}`));
      const { text } = await room.get('/');
      const files = Array.from(
        text.matchAll(/data-open-file="content\/([^"]+)"/g),
        ([, file]) => file,
      );
      // A Markdown file is an edition by now.
      const skipped = names.filter((name) => !name.endsWith('.md'));
      expect(files.toSorted()).toEqual(skipped.toSorted());
      expect(wordsOf(text)).toContain(`${skipped.length} files and folders are no editions`);
    },
  );
});

describe('the files of a page', () => {
  test('the script is one classic script, which a page opened as a file can load', async () => {
    const { text, headers } = await room.get('/assets/studio.js');
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(() => new Script(text)).not.toThrow();
    expect(text).toContain('EventSource');
  });

  test('the style sheet declares its layers before it uses them', async () => {
    const { text, headers } = await room.get('/assets/studio.css');
    expect(headers.get('content-type')).toBe('text/css; charset=utf-8');
    const [declared = '', ...used] = Array.from(
      text.matchAll(/^@layer ([^;{]+)/gm),
      ([, names = '']) => names.trim(),
    );
    expect(declared.split(', ')).toEqual(expect.arrayContaining(used));
    expect(used.length).toBeGreaterThan(5);
  });
});

const PAGES = ['nobody/', 'write/', 'when/', 'send/', 'versions/', 'report/'] as const;

const headOf = async (id: string, page: string) => {
  const { text } = await room.get(`/editions/${id}/${page}`);
  return wordsOf(/<header class="edition-head">(.*?)<nav/s.exec(text)?.[1] ?? '');
};

test.each(PAGES)(
  'the head of an edition’s page %s shows its day, its subject and its state',
  async (page) => {
    expect(await headOf(ID, page)).toMatch(/^ ?Wednesday, June 14, 2023 .*spy balloon draft /);
  },
);

test.each(PAGES)(
  'the head of the page %s of an edition that cannot be built has its subject, and that it is blocked',
  async (page) => {
    room.write(
      '2023-06-15-late',
      '---\nsend: 25:99\nsubject: Late today\n---\n\nA headline\n\nA text.\n',
    );
    expect(await headOf('2023-06-15-late', page)).toMatch(/Late today blocked /);
  },
);

describe('the report', () => {
  test('a report shows its run in the newsletter’s time zone', async () => {
    await room.send(['accepted', 'accepted', 'rejected', 'unknown', 'planned'], 'stays');
    const words = wordsOf((await room.get(`/editions/${ID}/report/`)).text);
    expect(words).toContain('sending since Wed, Jun 14, 2023, 06:00 EDT');
    expect(words).toContain('4 of 5 letters done');
    expect(words).toContain('it was rejected');
    expect(words).toContain('r…@mail.example.com unknown');
  });

  test('an edition that was not sent, or cannot be built, has a report page', async () => {
    room.write('2023-06-15-broken', '');
    expect((await room.get(`/editions/${ID}/report/`)).status).toBe(200);
    expect((await room.get('/editions/2023-06-15-broken/report/')).status).toBe(200);
    expect((await room.get('/editions/2023-06-16-none/report/')).status).toBe(404);
  });
});

describe('the mailbox', () => {
  test('the mailbox is searched by its query, which is shown as text', async () => {
    await deliver(`${MAIL}\r\nDear reader`);
    expect(wordsOf((await room.get('/mailbox/')).text)).toContain('1 message ');
    expect((await room.get('/mailbox/?q=ada')).text).toContain('ada@example.com</bdi>');
    const { text } = await room.get('/mailbox/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E');
    expect(text).not.toContain('<script>');
    expect(wordsOf(text)).toContain('No message contains this text');
  });

  test('a caught message shows its time in the newsletter’s time zone', async () => {
    // June 14, 2023, 09:30 UTC, as the name of its file says.
    const name = '1686735000000.00000001_x.broadsheet';
    writeFileSync(room.path(`mailbox/new/${name}`), `${MAIL}\r\nDear reader`);
    expect(wordsOf((await room.get('/mailbox/')).text)).toContain('Jun 14, 05:30');
    const page = wordsOf((await room.get(`/mailbox/${name}/`)).text);
    expect(page).toContain('Wed, Jun 14, 2023, 05:30 EDT');
  });

  test('a caught letter is shown in every variant, with a policy that forbids scripts', async () => {
    const path = await deliver(`${MAIL}Content-Type: text/html\r\n\r\n<p>Dear <b>reader</b></p>`);
    for (const file of ['light', 'dark-no-pictures', 'partial', 'full-no-pictures-no-styles']) {
      const { status, text, headers } = await room.get(`${path}${file}.html`);
      expect(status).toBe(200);
      expect(text).toContain('<b>reader</b>'.slice(0, 2));
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
      expect(headers.get('content-security-policy')).not.toContain('allow-scripts');
    }
    expect((await room.get(`${path}sepia.html`)).status).toBe(404);
    expect((await room.get(`${path}..%2f..%2fx`)).status).toBe(404);
  });

  test('a <link> in a caught letter opens no connection', async () => {
    const link = '<LINK\nrel=preconnect href="https://example.org"><link/rel=dns-prefetch>';
    const path = await deliver(`${MAIL}Content-Type: text/html\r\n\r\n${link}<p>x</p>`);
    expect((await room.get(`${path}light.html`)).text).not.toMatch(/<link/i);
  });

  test('a caught message can be downloaded unchanged', async () => {
    const path = await deliver(`${MAIL}\r\nDear reader`);
    const { text, headers } = await room.get(`${path}message.eml`);
    expect(text).toBe(`${MAIL}\r\nDear reader`);
    expect(headers.get('content-disposition')).toBe('attachment; filename="message.eml"');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each(['letter', 'text', 'headers', 'message'])(
    'a caught message opens at its tab “%s”',
    async (tab) => {
      const path = await deliver(`${MAIL}X-Long: one\r\n two\r\n\r\nDear reader`);
      const { text } = await room.get(`${path}?tab=${tab}&mode=dark&pictures=off`);
      const open = Array.from(
        text.matchAll(/<section\s+id="panel-\w+"\s+data-tab="(\w+)"([^>]*)>/g),
      )
        .filter(([, , more]) => more?.includes('hidden') === false)
        .map(([, name]) => name);
      expect(open).toEqual([tab]);
      expect(text).toContain('one two');
    },
  );

  test('only the beginning of a large message is shown', async () => {
    const path = await deliver(`${MAIL}\r\n${'a line of text\r\n'.repeat(50_000)}`);
    const { text } = await room.get(path);
    expect(text.length).toBeLessThan(1_000_000);
    expect(text).toContain('Download the message to see the rest');
  });

  test('the mailbox is emptied by a form of the studio, and by no other site', async () => {
    const path = await deliver(`${MAIL}\r\nDear reader`);
    const post = (origin: string) =>
      room.app.request('http://localhost/mailbox/empty', {
        method: 'POST',
        headers: { host: 'localhost', origin },
      });
    expect((await post('http://evil.example.com')).status).toBe(403);
    expect((await room.get(path)).status).toBe(200);
    const answer = await post('http://localhost');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, './']);
    expect((await room.get(path)).status).toBe(404);
    expect(wordsOf((await room.get('/mailbox/')).text)).toContain('No mail');
  });
});
