import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { decodeHTML } from 'entities/decode';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openNewsroom, type Newsroom } from './newsroom.ts';

const ID = '2023-06-15-digest';
const STORIES = `/editions/${ID}/stories/`;
const FOLDER = `content/${ID}`;
const story = (headline: string) =>
  `# ${headline}\n\nThe council voted on Tuesday about ${headline}.\n`;
const LEAD = `---\nsubject: Three stories\nsend: 2023-06-15 06:00\nhold: Not yet\n# Mine.\nsection: World\n---\n\n${story('Ferry')}`;

let room: Newsroom;

beforeEach(async () => {
  room = await openNewsroom();
  mkdirSync(room.path(FOLDER));
  write('1-ferry.md', LEAD);
  write('2-market.md', story('Market'));
  write('3-bridge.md', `---\nimage: bridge.jpg\nalt: A bridge\n---\n\n${story('Bridge')}`);
  write('bridge.jpg', 'not touched');
});
afterEach(() => room.close());

const write = (name: string, text: string) => {
  writeFileSync(room.path(`${FOLDER}/${name}`), text);
};
const read = (name: string) => readFileSync(room.path(`${FOLDER}/${name}`), 'utf8');
const names = () => readdirSync(room.path(FOLDER)).sort();

/** The fields of each form of a page, as a browser without scripts sends them. */
async function formsOf(path = STORIES, action = 'move') {
  const { text } = await room.get(path);
  const forms = text.matchAll(/<form method="post" action="([^"]+)"[\s\S]*?<\/form>/g);
  return Array.from(forms, ([form, to]) => ({ form, to }))
    .filter(({ to }) => to === action)
    .map(({ form }) =>
      Object.fromEntries(
        Array.from(form.matchAll(/name="(\w+)" value="([^"]*)" \/>/g), ([, name = '', value]) => [
          name,
          decodeHTML(value ?? ''),
        ]),
      ),
    );
}
const move = async (index: number, by: 'up' | 'down') =>
  room.post(`${STORIES}move`, { ...(await formsOf())[index], by });
const askToRemove = async (index: number) => {
  const file = (await formsOf())[index]?.['file'] ?? '';
  const path = `${STORIES}remove/?file=${encodeURIComponent(file)}`;
  return { fields: (await formsOf(path, '../remove'))[0] ?? {}, page: (await room.get(path)).text };
};
const removeStory = async (index: number) =>
  room.post(`${STORIES}remove`, (await askToRemove(index)).fields);

describe('a story of an edition', () => {
  test('moves down by the number in its name, and what is beside it stays', async () => {
    expect((await room.get(`/editions/${ID}/write/`)).text).toContain('href="../stories/"');
    const { status, location } = await move(1, 'down');
    expect({ status, location }).toEqual({ status: 303, location: './?done=down&at=2' });
    expect(names()).toEqual(['1-ferry.md', '2-bridge.md', '3-market.md', 'bridge.jpg']);
    expect(read('3-market.md')).toBe(story('Market'));
    expect(read('bridge.jpg')).toBe('not touched');
    const { text } = await room.get(STORIES + location.slice(2));
    expect(text).toContain('The story was moved down.');
    expect(/<button[^>]*autofocus[^>]*>/.exec(text)?.[0]).toContain('aria-label="Move up: Market"');
  });

  test('that leads hands the subject and the time of the edition to the one that leads then', async () => {
    await move(0, 'down');
    expect(names()).toEqual(['1-market.md', '2-ferry.md', '3-bridge.md', 'bridge.jpg']);
    expect(read('1-market.md')).toBe(
      `---\nsubject: Three stories\nsend: 2023-06-15 06:00\n---\n\n${story('Market')}`,
    );
    expect(read('2-ferry.md')).toBe(
      `---\nhold: Not yet\n# Mine.\nsection: World\n---\n\n${story('Ferry')}`,
    );
    await move(1, 'up');
    expect(read('1-ferry.md')).toContain('send: 2023-06-15 06:00\n');
    expect(read('2-market.md')).toBe(story('Market'));
    expect(await room.desk.build(ID)).toMatchObject({
      build: { edition: { subject: 'Three stories', lead: { headline: 'Ferry' } } },
    });
  });

  test('keeps its kept texts when it moves, and a window that is open on it saves into its new file', async () => {
    const path = `/editions/${ID}/write/?story=1`;
    const opened = await room.desk.storyFile(ID, 1);
    await room.post(path, { base: '0'.repeat(64), file: opened?.file ?? '', body: 'Unsaved.' });
    await move(1, 'down');
    expect(await room.desk.keptTexts(ID, 2)).toHaveLength(1);
    const change = { base: opened?.version ?? '', file: opened?.file ?? '', body: 'Typed later.' };
    const { status, location } = await room.post(path, change);
    expect(status).toBe(303);
    expect(location).toMatch(/^\?story=2&/);
    expect(read('3-market.md')).toBe('Typed later.');
  });

  test('is not moved, removed or brought back by a page that shows another order', async () => {
    const [, second] = await formsOf();
    const { fields } = await askToRemove(1);
    write('4-new.md', story('New'));
    for (const [path, form] of [
      ['move', { ...second, by: 'up' }],
      ['remove', fields],
      ['bring-back', { ...second, name: 'x' }],
    ] as const) {
      const { status, text } = await room.post(STORIES + path, form);
      expect([path, status]).toEqual([path, 409]);
      expect(text).toContain('have changed since the page was opened');
    }
    expect(names()).toEqual(['1-ferry.md', '2-market.md', '3-bridge.md', '4-new.md', 'bridge.jpg']);
  });

  test('never takes the place of a file, nor of a story of the same name', async () => {
    write('2-ferry.md', story('Other ferry'));
    write('3-ferry.txt.jpg', 'a picture');
    await move(0, 'down');
    expect(names().filter((name) => name.endsWith('.md'))).toHaveLength(4);
    const order = (await room.desk.storyList(ID))?.stories.map(({ headline }) => headline);
    expect(order).toEqual(['Other ferry', 'Ferry', 'Market', 'Bridge']);
  });

  test('is removed after a page has said what happens, and comes back to its place', async () => {
    const before = read('2-market.md');
    const { page } = await askToRemove(1);
    expect(page).toContain('Its text is kept on this computer for 60 days');
    expect(existsSync(room.path(`${FOLDER}/2-market.md`))).toBe(true);
    expect((await removeStory(1)).location).toBe('./?done=removed');
    expect(names()).toEqual(['1-ferry.md', '3-bridge.md', 'bridge.jpg']);
    const [back = {}] = await formsOf(STORIES, 'bring-back');
    expect((await room.post(`${STORIES}bring-back`, back)).location).toBe('./?done=back&at=1');
    expect(read('2-market.md')).toBe(before);
    expect(await formsOf(STORIES, 'bring-back')).toEqual([]);
  });

  test('that was changed since the question is not removed', async () => {
    const { fields } = await askToRemove(1);
    write('2-market.md', story('Market, corrected'));
    expect((await room.post(`${STORIES}remove`, fields)).status).toBe(409);
    expect(read('2-market.md')).toBe(story('Market, corrected'));
  });

  test('that leads is removed without the time, the audience and the hold of the edition', async () => {
    const { page } = await askToRemove(0);
    expect(page).toContain('“<bdi>Market</bdi>” will lead');
    await removeStory(0);
    expect(read('2-market.md')).toContain(
      '---\nsubject: Three stories\nsend: 2023-06-15 06:00\nhold: Not yet\n---\n',
    );
    await move(0, 'down');
    const [back = {}] = await formsOf(STORIES, 'bring-back');
    await room.post(`${STORIES}bring-back`, back);
    // It comes back as it sorts: first, or as a further story without what belongs to the edition.
    const list = await room.desk.storyList(ID);
    const texts = list?.stories.map(({ file }) => readFileSync(room.path(file), 'utf8')) ?? [];
    expect(texts.map((text) => text.includes('send:'))).toEqual([true, false, false]);
  });

  test('can’t be removed if it is the only one, and an edition in one file has no such page', async () => {
    await removeStory(2);
    await removeStory(1);
    const [only = {}] = await formsOf();
    const file = only['file'] ?? '';
    const base = (await room.desk.storyFile(ID, 0))?.version ?? '';
    const { status, text } = await room.post(`${STORIES}remove`, { ...only, file, base });
    expect(status).toBe(422);
    expect(text).toContain('at least one story');
    expect((await room.get('/editions/2023-06-14-blinken-beijing/stories/')).status).toBe(404);
  });

  test('whose front matter can’t be understood leads nothing, and nothing is written', async () => {
    write('2-market.md', '---\nsubject: [\n---\n\n# Market\n\nText.\n');
    const { status, text } = await move(0, 'down');
    expect(status).toBe(422);
    expect(text).toContain('can’t be understood');
    expect(names()).toEqual(['1-ferry.md', '2-market.md', '3-bridge.md', 'bridge.jpg']);
    expect(read('1-ferry.md')).toBe(LEAD);
  });

  test('is reached by no path in a form', async () => {
    const [first = {}] = await formsOf();
    for (const file of ['content/2023-06-14-blinken-beijing.txt', '../../../etc/passwd', ''])
      expect((await room.post(`${STORIES}move`, { ...first, file, by: 'down' })).status).toBe(409);
    for (const name of ['../../../content/1-ferry.md', ''])
      expect((await room.post(`${STORIES}bring-back`, { ...first, name })).status).toBe(409);
  });
});
