import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPage } from '../../src/studio/pages/find.ts';
import { openNewsroom, type Newsroom } from './newsroom.ts';
import { wordsOf } from './run-views.ts';

const STORY = (headline: string, words: string) =>
  `Politics\n\n${headline}\n\nWASHINGTON — It was said on Friday that ${words}.\n`;

let room: Newsroom;
beforeAll(async () => {
  room = await openNewsroom();
  room.write('2023-05-02-quebec', STORY('Le Québec vote', 'a balloon <b>rose</b> over Montréal'));
  room.write('2023-05-03-hostile', STORY('"><script>alert(1)</script>', 'nothing'));
  const head =
    'To: Zoë Abbot <zoe@example.com>\r\nFrom: news@example.com\r\nSubject: Les élections';
  await room.maildir.deliver(Buffer.from(`${head}\r\n\r\nHello\r\n`));
});
afterAll(() => room.close());

const find = async (query: string) => (await room.get(`/find/?${query}`)).text;
const idsIn = (markup: string) =>
  Array.from(markup.matchAll(/href="\.\.\/editions\/([^/]+)\/nobody\/"/g), ([, id = '']) => id);

describe('the page “Find”', () => {
  test('finds editions by subject and text without accents or capitals, those with it in the title first', async () => {
    expect(idsIn(await find('q=QUEBEC'))).toEqual(['2023-05-02-quebec']);
    const text = await find('q=montreal+balloon');
    expect(idsIn(text)).toEqual(['2023-05-02-quebec']);
    expect(text).toContain('a <mark class="hit">balloon</mark> &lt;b&gt;rose');
    expect(idsIn(await find('q=balloon'))[0]).toBe('2023-06-14-blinken-beijing');
  });

  test('finds a phrase as it is written, and limits what it finds to some days', async () => {
    expect(idsIn(await find('q=%22vote+le%22'))).toEqual([]);
    expect(idsIn(await find('q=%E2%80%9CQu%C3%A9bec+vote%E2%80%9D'))).toEqual([
      '2023-05-02-quebec',
    ]);
    expect(idsIn(await find('q=balloon&from=2023-06-01'))).toEqual(['2023-06-14-blinken-beijing']);
    expect(idsIn(await find('q=balloon+..2023-05'))).toEqual(['2023-05-02-quebec']);
    expect(idsIn(await find('q=&to=2023-05-31'))).toEqual([
      '2023-05-03-hostile',
      '2023-05-02-quebec',
    ]);
  });

  test('finds caught messages by address and subject, each word in any order', async () => {
    const text = await find('q=elections+ZOE');
    expect(wordsOf(text)).toContain('0 editions, 1 message');
    expect(text).toMatch(/href="\.\.\/mailbox\/[^"]+\/"/);
    expect(wordsOf(await find('q=zoe+balloon'))).toContain(
      '0 editions, 0 messages No edition and no message has all of this.',
    );
  });

  test('offers to search the readers by a form, so that a name gets into no address, and only to those that may send forms', async () => {
    const text = await find('q=Ada');
    expect(text).toMatch(/<form method="post" action="\.\.\/readers\/search">/);
    expect(text).toContain('<input type="hidden" name="q" value="Ada" />');
    expect(await find('q=')).not.toContain('readers/search');
    const asked = { text: 'Ada', from: '', to: '' };
    const found = { editions: [], total: 0, messages: [], messageTotal: 0 };
    const parts = { name: 'The Briefing', timeZone: 'UTC', asked, ...found };
    expect(String(await findPage({ ...parts, mayWrite: false }))).not.toContain('readers/search');
  });

  test.each([
    'q=%00',
    'q=%3Cscript%3Ealert(1)%3C/script%3E',
    'q=%22',
    `q=${'a'.repeat(5000)}`,
    'q=(.*)%2B%5B',
    'q=%F0%9F%99%82',
    'q=%ff%fe',
    'q=x&from=2023-99-99&to=%3Cb%3E',
    'q=e&most=1e9',
    'q=e&most=-5',
  ])('stands %s', async (query) => {
    const { status, text } = await room.get(`/find/?${query}`);
    expect(status).toBe(200);
    expect(text).not.toContain('<script>alert');
    expect(room.faults).toEqual([]);
  });

  test('follows files that are written, changed and broken after the first search', async () => {
    const id = '2023-05-09-late';
    expect(idsIn(await find('q=walrus'))).toEqual([]);
    room.write(id, STORY('A walrus arrives', 'it came'));
    expect(idsIn(await find('q=walrus'))).toEqual([id]);
    room.write(id, STORY('A seal arrives', 'it came'));
    expect(idsIn(await find('q=walrus'))).toEqual([]);
    room.write(id, 'Only one line about a walrus\n');
    expect(idsIn(await find('q=walrus'))).toEqual([id]);
  });

  test('says how many editions it does not show, and shows more on request', async () => {
    for (let each = 100; each < 160; each++)
      room.write(`2021-03-01-n${each}`, STORY(`Otter ${each}`, 'so'));
    const text = await find('q=otter');
    expect(idsIn(text)).toHaveLength(50);
    expect(wordsOf(text)).toContain('50 editions shown of 60');
    const [, more = ''] = /href="\?([^"]+)">Show more/.exec(text) ?? [];
    expect(idsIn(await find(more.replaceAll('&amp;', '&')))).toHaveLength(60);
  });
});

describe('the JSON of the palette', () => {
  const json = async (query: string) =>
    JSON.parse((await room.get(`/find.json?${query}`)).text) as {
      readonly editions: readonly { readonly label: string; readonly path: string }[];
      readonly messages: readonly { readonly label: string; readonly path: string }[];
    };

  test('has the newest editions with their subjects while nothing is asked, and no messages', async () => {
    const { editions, messages } = await json('q=');
    expect(editions).toHaveLength(8);
    expect(editions[0]).toMatchObject({ detail: 'Jun 14, 2023' });
    expect(editions[0]?.label).toContain('Blinken');
    expect(messages).toEqual([]);
  });

  test('has editions and messages with paths from the root', async () => {
    const { editions } = await json('q=quebec');
    expect(editions).toMatchObject([
      { label: 'Le Québec vote', path: 'editions/2023-05-02-quebec/nobody/' },
    ]);
    const { messages } = await json('q=elections');
    expect(messages).toMatchObject([{ label: 'Les élections' }]);
    expect((await room.get(`/${messages[0]?.path}`)).status).toBe(200);
  });
});
