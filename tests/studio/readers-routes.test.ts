/** The routes under /readers/, over a desk that notes what it is asked. */
import { describe, expect, test } from 'vitest';
import { DatabaseUnavailableError } from '../../src/base/database-unavailable.ts';
import { exportStudio } from '../../src/studio/export.ts';
import type { Desk } from '../../src/studio/desk.ts';
import { reachOf } from '../../src/studio/reach.ts';
import { readerRoutes } from '../../src/studio/routes/readers.ts';
import type { GivenReader, ReaderChange, ReadersDesk } from '../../src/studio/readers.ts';
import { studioApp } from '../../src/studio/server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { KNOWN, readerIdOf, readersDesk } from './reader-fixtures.ts';
import { QUIET } from './newsroom.ts';
import { wordsOf } from './run-views.ts';

const READER = `/readers/${KNOWN.reader.readerId}/`;
const CHANGES = [
  '/readers/add/save',
  `${READER}remove`,
  `${READER}pause`,
  `${READER}resume`,
  `${READER}restore`,
];
const ORIGIN = 'http://localhost';

function open(more: Partial<ReadersDesk> = {}) {
  const asked: (GivenReader | ReaderChange | { readonly text: string })[] = [];
  const desk = {
    ...readersDesk({
      addReader: (given) => {
        asked.push(given);
        return Promise.resolve({ ok: true, readerId: KNOWN.reader.readerId });
      },
      changeReader: (_, change) => {
        asked.push(change);
        return Promise.resolve({ ok: true });
      },
      listReaders: (query) => {
        asked.push(query);
        return readersDesk().listReaders(query);
      },
      ...more,
    }),
    name: () => Promise.resolve('The Politics Briefing'),
    timeZone: () => Promise.resolve('UTC'),
    content: () => Promise.resolve({ editions: [], skipped: [] }),
    plan: () => Promise.resolve({ schedulers: [], recorded: true }),
    standings: () => Promise.resolve(new Map()),
    subjects: () => Promise.resolve(new Map()),
  } as unknown as Desk;
  const faults: Error[] = [];
  const app = studioApp({
    desk,
    // No page here shows a letter.
    views: {} as never,
    live: QUIET,
    online: false,
    writers: 'here',
    hosts: reachOf('127.0.0.1').hosts,
    onFault: (error) => faults.push(error),
  });
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { host: 'localhost', ...(init.headers as Record<string, string>) };
    const answer = await app.request(`http://localhost${path}`, { ...init, headers });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const post = (
    path: string,
    fields: Record<string, string>,
    headers: object = { origin: ORIGIN },
  ) =>
    ask(path, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: new URLSearchParams(fields),
    });
  return { asked, app, ask, post, faults };
}

const FIELDS = {
  ...{ email: 'new@example.com', name: 'New', topics: 'daily', consent: 'asked by phone' },
  weeks: '4',
};

describe('a form about readers', () => {
  test.each(
    CHANGES.flatMap(
      (path) =>
        [
          [path, 'https://evil.example'],
          [path, 'http://localhost:9999'],
          [path, 'null'],
          [path, undefined],
        ] as const,
    ),
  )('a POST to %s from %s changes nothing', async (path, origin) => {
    const { asked, post } = open();
    const answer = await post(path, FIELDS, origin === undefined ? {} : { origin });
    expect(answer.status).toBe(403);
    expect(asked).toEqual([]);
  });

  test.each(CHANGES)('a GET of %s changes nothing', async (path) => {
    const { asked, ask } = open();
    expect((await ask(path)).status).toBe(404);
    expect((await ask(path, { method: 'HEAD' })).status).toBe(404);
    expect(asked).toEqual([]);
  });

  test('a reader is added with where the consent comes from, and shown', async () => {
    const { asked, post } = open();
    const answer = await post('/readers/add/save', FIELDS);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `../${KNOWN.reader.readerId}/?done=added`,
    ]);
    expect(asked).toEqual([
      { email: 'new@example.com', name: 'New', topics: ['daily'], consent: 'asked by phone' },
    ]);
  });

  test('a reader with every topic has chosen none, and unknown topics are not kept', async () => {
    const { asked, app } = open();
    const body = new URLSearchParams([
      ...Object.entries(FIELDS),
      ...[
        ['topics', 'weekend'],
        ['topics', 'sports'],
      ],
    ]);
    const headers = { host: 'localhost', origin: ORIGIN };
    await app.request(`${ORIGIN}/readers/add/save`, { method: 'POST', headers, body });
    expect(asked[0]).not.toHaveProperty('topics');
  });

  test('a refusal shows the form again, with what was typed', async () => {
    const refused = { ok: false, message: 'They complained.', remedy: 'Ask.' } as const;
    const { post } = open({ addReader: () => Promise.resolve(refused) });
    const answer = await post('/readers/add/save', FIELDS);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('value="new@example.com"');
    expect(wordsOf(answer.text)).toContain('They complained. Ask.');
  });

  test.each([
    ['remove', 'removed', { kind: 'remove' }],
    ['pause', 'paused', { kind: 'pause', weeks: 4 }],
    ['resume', 'resumed', { kind: 'resume' }],
    ['restore', 'restored', { kind: 'restore', consent: 'asked by phone' }],
  ])('%s changes the reader and says so', async (action, done, change) => {
    const { asked, post, ask } = open();
    const answer = await post(READER + action, FIELDS);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `./?done=${done}`]);
    expect(asked).toEqual([change]);
    expect((await ask(`${READER}?done=${done}`)).text).toContain('role="status"');
  });

  test.each([
    [`${READER}pause`, { weeks: '400' }],
    [`${READER}pause`, {}],
    [`${READER}erase`, {}],
    ['/readers/short/remove', {}],
    [`/readers/${'%2e'.repeat(22)}/remove`, {}],
  ])('a POST to %s that nobody meant changes nothing', async (path, fields) => {
    const { asked, post } = open();
    expect((await post(path, fields)).status).toBe(404);
    expect(asked).toEqual([]);
  });

  test('a change of a reader who is not there is a page that says so', async () => {
    const { post, ask } = open({ changeReader: () => Promise.resolve(undefined) });
    expect((await post(`${READER}remove`, {})).status).toBe(404);
    expect((await ask(`/readers/${readerIdOf(8)}/`)).status).toBe(404);
  });

  test('a body that is no form, and a NUL in a field, are no fault', async () => {
    const { asked, ask, post, faults } = open();
    const headers = { origin: ORIGIN, 'content-type': 'multipart/form-data' };
    await ask('/readers/search', { method: 'POST', headers, body: 'x' });
    await post('/readers/add/save', { ...FIELDS, email: 'a\0b@example.com', consent: '\0' });
    expect(asked).toMatchObject([{ email: 'ab@example.com', consent: '' }]);
    expect(faults).toEqual([]);
  });
});

describe('a search for a reader', () => {
  test('the text is in no address of a page, and stays while the list is leafed through', async () => {
    const { asked, post, ask } = open();
    const answer = await post('/readers/search', { q: ' ada@example.com ' });
    const location = answer.headers.get('location') ?? '';
    expect(location).toMatch(/^\.\/list\/\?search=[\w-]{16}$/);
    const page = await ask(`/readers${location.slice(1)}&after=500`);
    expect(page.text).toContain('value="ada@example.com"');
    expect(asked).toEqual([{ text: 'ada@example.com', after: 500 }]);
  });

  test('an empty search is the whole list', async () => {
    const { post } = open();
    const answer = await post('/readers/search', { q: '  ' });
    expect(answer.headers.get('location')).toBe('./list/');
  });

  test('a search that the studio no longer knows is asked for again', async () => {
    const { ask, post } = open();
    expect((await ask('/readers/list/?search=gone')).text).toContain('Search again');
    const first = (await post('/readers/search', { q: 'first' })).headers.get('location') ?? '';
    for (let index = 0; index < 200; index++) await post('/readers/search', { q: `q${index}` });
    expect((await ask(`/readers${first.slice(1)}`)).text).toContain('Search again');
  });

  test.each(['after=-1', 'after=x', 'after=99999999999', 'before=0', 'after=%00'])(
    'a page of the list from %s is its first page',
    async (query) => {
      const { asked, ask } = open();
      await ask(`/readers/list/?${query}`);
      expect(asked).toEqual([{ text: '' }]);
    },
  );
});

test.each([
  ['', undefined],
  ['?count=topic.daily', { kind: 'topic', name: 'daily' }],
  ['?count=segment.berlin', { kind: 'segment', name: 'berlin' }],
  ['?count=segment', undefined],
  ['?count=reader.1', undefined],
])('the page of segments%s counts what is asked for', async (query, expected) => {
  const counted: unknown[] = [];
  const { ask } = open({
    audiences: (which) => {
      counted.push(which);
      return Promise.resolve([]);
    },
  });
  expect((await ask(`/readers/segments/${query}`)).status).toBe(200);
  expect(counted).toEqual([expected]);
});

describe('the switch that shows addresses', () => {
  test('a cookie holds it for a while, and neither the address of the page nor a script', async () => {
    const { post, ask } = open();
    const answer = await post('/readers/list/addresses?after=500', { show: 'yes' });
    expect(answer.headers.get('location')).toBe('./?after=500');
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^broadsheet-addresses=shown; Max-Age=900; Path=\/;/);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    expect((await ask('/readers/list/', { headers })).text).toContain(KNOWN.reader.email);
    expect((await ask(READER, { headers })).text).toContain(KNOWN.reader.email);
    const off = await post(`${READER}addresses`, { show: 'no' }, { ...headers, origin: ORIGIN });
    expect(off.headers.get('set-cookie')).toContain('Max-Age=0');
  });

  test.each([undefined, 'broadsheet-addresses=', 'broadsheet-addresses=yes'])(
    'without it, the pages have no whole address (cookie: %s)',
    async (cookie) => {
      const { ask } = open();
      for (const path of ['/readers/', '/readers/list/', READER, '/readers/add/']) {
        const { text } = await ask(path, cookie === undefined ? {} : { headers: { cookie } });
        expect(text).not.toContain(KNOWN.reader.email);
      }
    },
  );

  test('the switch leads to no other site', async () => {
    const { post } = open();
    const answer = await post('/readers/list/addresses?//evil.example/', { show: 'yes' });
    expect(answer.headers.get('location')).toMatch(/^\.\/\?/);
  });
});

test.each(['/readers/', '/readers/?span=year', '/readers/list/', READER])(
  'without its database, %s says what to do, and is no fault',
  async (path) => {
    const down = () =>
      Promise.reject(new DatabaseUnavailableError(new Error('refused'), 'Start PostgreSQL.'));
    const { ask, faults } = open({ listOverview: down, listReaders: down, reader: down });
    const { status, text } = await ask(path);
    expect([status, wordsOf(text)]).toEqual([503, expect.stringContaining('Start PostgreSQL.')]);
    expect(faults).toEqual([]);
  },
);

test('an export has no page about readers', async () => {
  const { app } = open();
  expect(await exportStudio(app, temporaryFolder())).toBeGreaterThan(1);
  const folder = temporaryFolder();
  await exportStudio(app, folder);
  const { readdirSync } = await import('node:fs');
  expect(readdirSync(folder)).not.toContain('readers');
});

test('the routes of readers share no search with another studio', async () => {
  const [one, other] = [readerRoutes(readersDesk() as Desk), open()];
  const answer = await one.request('/readers/search', {
    method: 'POST',
    body: new URLSearchParams({ q: 'ada' }),
  });
  const location = answer.headers.get('location') ?? '';
  expect((await other.ask(`/readers${location.slice(1)}`)).text).toContain('Search again');
});
