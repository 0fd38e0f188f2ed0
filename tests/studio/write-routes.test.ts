import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
