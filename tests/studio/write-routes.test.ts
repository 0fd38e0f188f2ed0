import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { decodeHTML } from 'entities/decode';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FileSaved, StoryFile } from '../../src/studio/writing.ts';
import { ID, openNewsroom, type Newsroom } from './newsroom.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await openNewsroom();
});
afterEach(() => newsroom.close());

const WRITE = `/editions/${ID}/write/`;
const FILE = `content/${ID}.txt`;

async function read(path = WRITE): Promise<StoryFile> {
  const answer = await newsroom.app.request(`http://localhost${path}`, {
    headers: { host: 'localhost', accept: 'application/json' },
  });
  return (await answer.json()) as StoryFile;
}

async function save(change: unknown, path = WRITE) {
  const answer = await newsroom.app.request(`http://localhost${path}`, {
    method: 'POST',
    headers: {
      host: 'localhost',
      origin: 'http://localhost',
      accept: 'application/json',
      'content-type': 'application/json',
    },
    body: JSON.stringify(change),
  });
  const text = await answer.text();
  const saved = answer.headers.get('content-type')?.includes('json') === true;
  return { status: answer.status, saved: saved ? (JSON.parse(text) as FileSaved) : undefined };
}

const onDisk = () => readFileSync(newsroom.path(FILE), 'utf8');

test('a change of fields and body is in the file, and the answer names its new version', async () => {
  const before = await read();
  const { status, saved } = await save({
    base: before.version,
    fields: { subject: 'A: new subject' },
    body: before.body.replace('Blinken', 'Mr. Blinken'),
  });
  expect(status).toBe(200);
  expect(saved).toMatchObject({ kind: 'saved', story: { fields: { subject: 'A: new subject' } } });
  expect(onDisk().startsWith('---\nsubject: "A: new subject"\n---\n\n')).toBe(true);
  expect(await read()).toEqual(saved?.kind === 'saved' && saved.story);
});

test('front matter that can’t be understood is above the story, where it is seen at once', async () => {
  const { body } = await read();
  newsroom.write(ID, `---\nsubject: "no end\n---\n\n${body}`);
  const { text } = await newsroom.get(WRITE);
  expect(text).toContain('its YAML can’t be understood');
  expect(text.indexOf('id="field-yaml"')).toBeLessThan(text.indexOf('id="story-body"'));
});

test('a change of an older version is refused with what is on the disk, and kept', async () => {
  const { version, body } = await read();
  newsroom.write(ID, `${body}\nAdded by another program.\n`);
  const { status, saved } = await save({ base: version, body: 'Typed here.' });
  expect(status).toBe(409);
  expect(saved?.kind === 'changed' && saved.story.body).toContain('Added by another program.');
  expect(onDisk()).not.toContain('Typed here.');
  expect(existsSync(newsroom.path(`.broadsheet/texts/${ID}/${ID}`))).toBe(true);
});

test('an unknown edition, a further story and a change that is none are refused', async () => {
  const { version } = await read();
  expect((await save({ base: version, body: 'x' }, `${WRITE}?story=1`)).status).toBe(404);
  expect((await save({ base: version }, '/editions/2020-01-01-none/write/')).status).toBe(404);
  for (const change of [{}, { base: version, fields: { unknown: 'x' } }, { base: 1 }, [], 'x'])
    expect((await save(change)).status).toBe(400);
});

/** The fields of a page's form, as a browser without scripts sends them. */
function formIn(page: string): Record<string, string> {
  const form = /<form\s+id="write"[\s\S]*?<\/form>/.exec(page)?.[0] ?? '';
  const inputs = form.matchAll(/<input[^>]* name="(\w+)"[^>]* value="([^"]*)"/g);
  const areas = form.matchAll(/<textarea[^>]* name="(\w+)"[^>]*>\n([^<]*)<\/textarea>/g);
  return Object.fromEntries<string>(
    [...inputs, ...areas].map(([, name = '', value]) => [
      name,
      decodeHTML(value ?? '').replaceAll('\n', '\r\n'),
    ]),
  );
}

async function formOf(path = WRITE): Promise<Record<string, string>> {
  return formIn((await newsroom.get(path)).text);
}

describe('without a script', () => {
  test('the form that is sent as it is changes no byte', async () => {
    const before = readFileSync(newsroom.path(FILE));
    const { status, location } = await newsroom.post(WRITE, await formOf());
    expect(status).toBe(303);
    expect(location).toMatch(/^\?story=0&saved=[\da-f]{12}$/);
    expect(readFileSync(newsroom.path(FILE))).toEqual(before);
    expect((await newsroom.get(WRITE + location)).text).toContain('Saved.');
  });

  test('a typo that is fixed in the text is the only change of the file', async () => {
    const before = onDisk();
    const form = await formOf();
    const body = (form['body'] ?? '').replace('Blinken', 'Blinkin');
    await newsroom.post(WRITE, { ...form, body });
    expect(onDisk()).toBe(before.replace('Blinken', 'Blinkin'));
  });

  test('a text that another program changed meanwhile is not overwritten: both are shown', async () => {
    const form = await formOf();
    newsroom.write(ID, onDisk().replace('Blinken', 'B. on disk'));
    const typed = { ...form, body: `${form['body'] ?? ''}\r\n\r\nTyped <b>here</b>.`, dek: 'Mine' };
    const { status, text } = await newsroom.post(WRITE, typed);
    expect(status).toBe(409);
    expect(onDisk()).not.toContain('Typed');
    const words = /<section class="conflict[\s\S]*?<\/section>/.exec(text)?.[0] ?? '';
    expect(words).toContain('B. on disk');
    expect(words).toContain('Typed &lt;b&gt;here&lt;/b&gt;.');
    const offered = formIn(text);
    expect(offered).toEqual({ ...typed, base: (await read()).version });
    expect((await newsroom.post(WRITE, offered)).status).toBe(303);
    expect(onDisk()).toContain('Typed <b>here</b>.');
  });

  test('a form that is sent twice is saved once, and the second time is no conflict', async () => {
    const form = { ...(await formOf()), dek: 'A dek', body: 'Typed.\r\n\r\nTwice.' };
    const first = await newsroom.post(WRITE, form);
    const written = onDisk();
    expect(await newsroom.post(WRITE, form)).toEqual(first);
    expect(onDisk()).toBe(written);
  });

  test('a text that can’t be saved stays in the form, with the reason', async () => {
    const form = await formOf();
    const before = onDisk();
    chmodSync(newsroom.path(FILE), 0o444);
    const { status, text } = await newsroom.post(WRITE, { ...form, body: 'Typed here.', dek: 'D' });
    expect(status).toBe(422);
    expect(text).toContain('you have no permission');
    expect(formIn(text)).toEqual({ ...form, body: 'Typed here.', dek: 'D' });
    expect(onDisk()).toBe(before);
  });

  test('a text whose edition was deleted meanwhile is given back', async () => {
    const form = await formOf();
    rmSync(newsroom.path(FILE));
    const { status, text } = await newsroom.post(WRITE, { ...form, body: 'Typed here.', dek: 'D' });
    expect(status).toBe(404);
    expect(text).toContain('Typed here.');
    expect(text).toContain('no longer there');
  });
});

describe('a text that was kept', () => {
  test('is listed, shown beside the file and can be brought back', async () => {
    const before = onDisk();
    const form = await formOf();
    await newsroom.post(WRITE, { ...form, body: 'Everything is replaced.' });
    expect(onDisk()).toBe('Everything is replaced.');
    const list = (await newsroom.get(`${WRITE}kept/?story=0`)).text;
    const [, name = ''] =
      /href="([^"]+)\/\?story=0"/.exec(list.slice(list.indexOf('<table'))) ?? [];
    const page = (await newsroom.get(`${WRITE}kept/${name}/?story=0`)).text;
    const hidden = page.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g);
    const fields = Object.fromEntries<string>(
      Array.from(hidden, ([, field = '', value = '']) => [field, decodeHTML(value)]),
    );
    expect((await newsroom.post(WRITE, fields)).status).toBe(303);
    expect(onDisk()).toBe(before);
  });

  test('of another name than the studio gives is not found', async () => {
    for (const name of ['%2e%2e%2f%2e%2e%2fbroadsheet.config.ts', 'x.txt'])
      expect((await newsroom.get(`${WRITE}kept/${name}/`)).status).toBe(404);
  });
});

describe('wire text as Markdown', () => {
  const OFFER = `${WRITE}markdown/`;

  test('is shown with what changes in the letter, and nothing is written', async () => {
    const { status, text } = await newsroom.get(OFFER);
    expect(status).toBe(200);
    expect(text).toContain('What changes in the letter');
    expect(text).toContain('its subject, its text and its HTML stay the same');
    expect(existsSync(newsroom.path(`content/${ID}.md`))).toBe(false);
  });

  test('takes the place of the text, which is kept', async () => {
    const { version } = await read();
    const { status, location } = await newsroom.post(OFFER, { base: version });
    expect({ status, location }).toEqual({ status: 303, location: '../?story=0' });
    expect(existsSync(newsroom.path(FILE))).toBe(false);
    expect((await read()).format).toBe('markdown');
    expect((await newsroom.get(`${WRITE}kept/`)).text).toContain('<table');
    expect((await newsroom.get(OFFER)).status).toBe(404);
  });

  test('keeps the front matter, its comments and its unknown keys', async () => {
    const front =
      '---\n# a comment\nsubject: "Own: subject"\nsend: 2023-06-14 06:00\naudience: all\n---\n\n';
    newsroom.write(ID, front + onDisk());
    const { version } = await read();
    await newsroom.post(OFFER, { base: version });
    const written = readFileSync(newsroom.path(`content/${ID}.md`), 'utf8');
    expect(written).toMatch(
      /^---\n# a comment\nsubject: "Own: subject"\nsend: 2023-06-14 06:00\naudience: all\n/,
    );
    const built = await newsroom.desk.build(ID);
    expect(built).toMatchObject({ build: { edition: { subject: 'Own: subject' } } });
  });

  test('of a text that changed meanwhile, or beside a file of its name, is not written', async () => {
    const { version } = await read();
    newsroom.write(ID, `${onDisk()}\nMore.\n`);
    expect((await newsroom.post(OFFER, { base: version })).status).toBe(422);
    expect(existsSync(newsroom.path(`content/${ID}.md`))).toBe(false);
  });
});

describe('a story that is added to an edition', () => {
  const STORY =
    'World\n\nFerry stays on\n\nThe council voted on Tuesday to keep the night ferry.\n';

  test('is read, corrected and saved as its last story, and the others stay', async () => {
    expect((await newsroom.get(WRITE)).text).toContain(`href="../../../new/?into=${ID}"`);
    expect((await newsroom.get(`/new/?into=${ID}`)).text).toContain('<h1>Add a story</h1>');
    const before = onDisk();
    const draft = (await newsroom.post('/new/read', { text: STORY, into: ID })).text;
    const [, token = ''] = /name="token" value="([^"]+)"/.exec(draft) ?? [];
    expect(draft).toContain(`name="into" value="${ID}"`);
    const story = 'The council voted on Tuesday to keep the night ferry.\n';
    const parts = { token, into: ID, date: '2023-06-14', headline: 'Ferry stays', story };
    const { status, location } = await newsroom.post('/new/save', parts);
    expect({ status, location }).toEqual({ status: 303, location: `../editions/${ID}/write/` });
    const listed = (await newsroom.desk.stories(ID)) ?? [];
    expect(listed.map(({ file }) => file)).toEqual([
      expect.stringMatching(/^content\/2023-06-14-blinken-beijing\/1-.+\.txt$/),
      `content/${ID}/2-ferry-stays.md`,
    ]);
    const first = newsroom.path(listed[0]?.file ?? '');
    expect(readFileSync(first, 'utf8')).toBe(before);
    // A window in which the first story has been open saves it under its new name.
    const opened = { base: (await read()).version, file: FILE };
    expect((await save({ ...opened, body: 'Typed on.' })).status).toBe(200);
    expect(readFileSync(first, 'utf8')).toBe('Typed on.');
  });

  test('is refused for an edition that is gone, or a path, and stays on the page', async () => {
    for (const into of ['2020-01-01-gone', `content/${ID}.txt`, '../outside']) {
      expect((await newsroom.get(`/new/?into=${encodeURIComponent(into)}`)).status).toBe(404);
      const draft = (await newsroom.post('/new/read', { text: STORY, into })).text;
      const [, token = ''] = /name="token" value="([^"]+)"/.exec(draft) ?? [];
      const parts = { token, into, date: '2023-06-14', headline: 'Ferry', story: 'It stays.' };
      const { status, text } = await newsroom.post('/new/save', parts);
      expect(status).toBe(422);
      expect(text).toContain('no longer there');
      expect(text).toContain('It stays.');
    }
  });
});
