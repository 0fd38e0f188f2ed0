/** The pages about readers over a real database. */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ID, openNewsroom, type Newsroom } from './newsroom.ts';
import { wordsOf } from './run-views.ts';

const NOW = new Date('2023-06-14T10:00:00Z');

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(async () => {
  await room.close();
  expect(room.faults).toEqual([]);
});

const words = async (path: string) => wordsOf((await room.get(path)).text);
const add = (fields: Record<string, string> = {}) =>
  room.post('/readers/add/save', {
    ...{ email: 'ada@example.com', name: 'Ada Abbot', consent: 'asked at the book fair' },
    ...fields,
  });
/** Adds a reader, and returns the path of their page. */
const added = async () => `/readers/${(await add()).location.split('/')[1] ?? ''}/`;

describe('a list without anybody', () => {
  test('says what to do, on both pages', async () => {
    expect(await words('/readers/')).toContain('Nobody is on the list yet');
    expect(await words('/readers/list/')).toContain('Nobody is on the list yet');
  });
});

describe('a reader who is added in the studio', () => {
  test('is on the list at once, with where the consent comes from', async () => {
    const path = await added();
    const page = await words(path);
    expect(page).toContain('Ada Abbot');
    expect(page).toContain('asked at the book fair');
    expect(await words('/readers/')).toContain('On the list 1 1 get letters');
    expect(await words('/readers/')).toContain('1 reader on the list, +1 since');
    expect(await room.store.subscribers.count()).toBe(1);
  });

  test.each([
    [{ email: 'nobody' }, 'is not an address'],
    [{ email: '' }, 'is not an address'],
    [{ consent: ' ' }, 'where the consent comes from'],
  ])('is refused with a reason if something is missing (%#)', async (fields, reason) => {
    const answer = await add(fields);
    expect(answer.status).toBe(422);
    expect(wordsOf(answer.text)).toContain(reason);
    expect(await room.store.subscribers.count()).toBe(0);
  });

  test.each([
    ['complaint', 'spam'],
    ['by-hand', 'asked by phone'],
    ['hard-bounce', 'user unknown'],
  ] as const)('is refused while the address is suppressed (%s)', async (kind, reason) => {
    await room.store.suppressions.add('ada@example.com', reason, kind);
    const answer = await add();
    expect(answer.status).toBe(422);
    expect(wordsOf(answer.text)).toContain(reason);
    expect(await room.store.subscribers.count()).toBe(0);
  });
});

describe('a reader on the list', () => {
  test('is paused for some weeks, and begins again', async () => {
    const path = await added();
    await room.post(`${path}pause`, { weeks: '2' });
    expect(await words(path)).toContain('paused until Jun 28, 2023');
    expect(await words('/readers/')).toContain('Paused 1');
    await room.post(`${path}resume`, {});
    expect(await words(path)).not.toContain('paused until Jun');
  });

  test('is removed, and put back with a reason for the record', async () => {
    const path = await added();
    await room.post(`${path}remove`, {});
    expect(await words(path)).toContain('left on Jun 14, 2023');
    expect(await words('/readers/')).toContain('Left 1');
    const refused = await room.post(`${path}restore`, { consent: ' ' });
    expect([refused.status, wordsOf(refused.text)]).toEqual([
      422,
      expect.stringContaining('where the consent comes from'),
    ]);
    expect(await room.store.subscribers.count()).toBe(0);
    await room.post(`${path}restore`, { consent: 'called on Monday' });
    expect(await room.store.subscribers.count()).toBe(1);
    expect(await words(path)).toMatch(/Left Wed, Jun 14.*Back on the list.*called on Monday/);
  });

  test('who complained is put back by no button, and the page does not name the address', async () => {
    const path = await added();
    await room.store.suppressions.add('ada@example.com', 'spam', 'complaint');
    const { status, text } = await room.post(`${path}restore`, { consent: 'a mistake' });
    expect(status).toBe(422);
    expect(text).not.toContain('ada@example.com');
    expect(wordsOf(text)).toContain('--force');
    expect(await room.store.suppressions.find('ada@example.com')).toBeDefined();
  });

  test('is shown with the editions that were sent to them', async () => {
    await room.send(['accepted', 'rejected']);
    const reader = await room.store.readers.findByEmail('reader2@example.com');
    const page = await words(`/readers/${reader?.readerId ?? ''}/`);
    expect(page).toContain(`${ID} rejected`);
    expect(page).toContain('it was rejected');
  });
});

describe('the list', () => {
  test('has five hundred readers on a page, and each on exactly one', async () => {
    const people = Array.from({ length: 1203 }, (_, index) => ({
      ...{ email: `r${index}@example.com`, attributes: {} },
    }));
    await room.store.subscribers.save(people);
    const counts: number[] = [];
    let path: string | undefined = '/readers/list/';
    const seen = new Set<string>();
    while (path !== undefined) {
      const { text } = await room.get(path);
      const ids = Array.from(text.matchAll(/href="\.\.\/([\w-]{22})\/"/g), ([, id = '']) => id);
      counts.push(ids.length);
      for (const id of ids) seen.add(id);
      const [, next] = /rel="next"\s+href="([^"]+)"/.exec(text) ?? [];
      path = next === undefined ? undefined : `/readers/list/${next}`;
    }
    expect(counts).toEqual([500, 500, 203]);
    expect(seen.size).toBe(1203);
  });

  test('is searched by a name in any script and by an address', async () => {
    await room.store.subscribers.save([
      { email: 'yusuf@example.com', name: 'يوسف العلي', attributes: {} },
      { email: 'ada@example.com', firstName: 'Ada', lastName: 'Abbot', attributes: {} },
    ]);
    const find = async (q: string) => {
      const { location } = await room.post('/readers/search', { q });
      return words(`/readers${location.slice(1)}`);
    };
    expect(await find('العلي')).toContain('1 reader');
    expect(await find('ADA@example.com')).toContain('Ada Abbot');
    expect(await find('da abb')).toContain('Ada Abbot');
    expect(await find('nobody@example.com')).toContain('Nothing is known of this address');
  });

  test('tells of an address that is suppressed, and nothing of one that was erased', async () => {
    await room.store.suppressions.add('eve@example.com', 'user unknown', 'hard-bounce');
    const { location } = await room.post('/readers/search', { q: 'eve@example.com' });
    expect(await words(`/readers${location.slice(1)}`)).toContain('hard bounce (user unknown)');
  });
});

test('who left right after an edition came, and many of one domain, are a warning', async () => {
  const states = Array.from({ length: 18 }, () => 'accepted' as const);
  await room.send(states);
  const { readers } = room.store;
  const leaving = [];
  for (const number of [1, 4, 7, 10, 13]) {
    const reader = await readers.findByEmail(`reader${number}@mail.example.com`);
    leaving.push({ readerId: reader?.readerId ?? '', how: 'page', agent: 'browser' } as const);
  }
  await readers.leave(leaving);
  const page = await words('/readers/');
  expect(page).toContain('5 of 6 readers at mail.example.com left within minutes');
  expect(page).toContain(`restore --since ${NOW.toISOString()} --domain mail.example.com`);
  expect(page).toMatch(new RegExp(`${ID} 5 28% 0 s – 5|${ID} 5 28% 0 s 5`));
});

test('topics and segments of a short list are counted at once', async () => {
  const config = readFileSync(room.path('broadsheet.config.ts'), 'utf8');
  const more =
    "topics: { daily: 'Every morning', weekend: 'The weekend read' }, segments: { berlin: { attribute: 'city', is: 'Berlin' } },";
  writeFileSync(
    room.path('broadsheet.config.ts'),
    config.replace('defineConfig({', `defineConfig({ ${more}`),
  );
  await room.store.subscribers.save([
    { email: 'a@example.com', attributes: { city: 'berlin' }, topics: ['daily'] },
    { email: 'b@example.com', attributes: { city: 'Paris' } },
  ]);
  const page = await words('/readers/segments/');
  expect(page).toContain('daily Every morning 2');
  expect(page).toContain('weekend The weekend read 1 1 chose other topics');
  expect(page).toContain('berlin 1 1 not in the segment');
});
