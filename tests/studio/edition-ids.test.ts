import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ID, openNewsroom, type Newsroom } from './newsroom.ts';

const SECRET = 'Diary\n\nNobody may read this.\n';
const NAME = '2023-01-01-diary';

let room: Newsroom;
let outside: string;
beforeEach(async () => {
  room = await openNewsroom();
  outside = temporaryFolder();
  writeFileSync(join(outside, `${NAME}.txt`), SECRET);
  mkdirSync(join(outside, '2023-01-02-folder'));
  writeFileSync(join(outside, '2023-01-02-folder', '1-diary.txt'), SECRET);
});
afterEach(async () => {
  await room.close();
  expect(room.faults).toEqual([]);
});

const PATHS = [
  'nobody/',
  'longest/',
  'report/',
  'summary.html',
  'nobody/light.html',
  'nobody/letter.txt',
  'nobody/letter.html',
  'nobody/letter.mjml',
  'nobody/letter.eml',
];

/** The names under which a path could pass for an id. */
const named = () => [
  `${outside}/${NAME}.txt`,
  `${outside}/2023-01-02-folder`,
  `../../../../../../../../../..${outside}/${NAME}.txt`,
  `content/${ID}.txt`,
  `./content/${ID}.txt`,
  `content//${ID}.txt`,
  `${ID}.txt`,
  `2023-01-01-x/../${ID}`,
  `${ID}\0`,
  `..`,
  `C:\\${NAME}.txt`,
];

describe('the id of an edition in an address', () => {
  test('a path in place of an id is a 404 on every route', async () => {
    for (const name of named()) {
      for (const path of PATHS) {
        const { status, text } = await room.get(`/editions/${encodeURIComponent(name)}/${path}`);
        expect([status, name, path]).toEqual([404, name, path]);
        expect(text).not.toContain('Nobody may read this');
      }
      const answer = await room.get(`/events?edition=${encodeURIComponent(name)}`);
      expect([answer.status, name]).toEqual([404, name]);
    }
  });

  test('a test of an edition that a path names is a 404, and nothing is sent', async () => {
    for (const name of [...named(), '2023-01-01-none']) {
      const answer = await room.app.request(
        `http://localhost/editions/${encodeURIComponent(name)}/nobody/test`,
        {
          method: 'POST',
          headers: { host: 'localhost', origin: 'http://localhost' },
          body: new URLSearchParams({ to: 'a@example.com' }),
        },
      );
      expect([answer.status, name]).toEqual([404, name]);
    }
    expect(await room.maildir.list()).toEqual([]);
  });

  test('the desk builds and sends only what is in the content folder', async () => {
    for (const name of named()) {
      expect(await room.desk.build(name)).toMatchObject({ ok: false });
      expect(await room.desk.sendTest(name, 'nobody', 'a@example.com')).toBeUndefined();
    }
    expect(await room.desk.build(ID)).toMatchObject({ ok: true });
  });
});
