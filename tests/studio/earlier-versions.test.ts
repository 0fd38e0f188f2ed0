import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { beginRepository, gitAt, gitEnvironment } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ID, openNewsroom, type Newsroom } from './newsroom.ts';

const PAGE = `/editions/${ID}/versions/`;
const STORY = `content/${ID}.txt`;
const FOLDER = `content/${ID}`;

let room: Newsroom;
beforeEach(async () => {
  // What other tests write at the same time is elsewhere.
  vi.stubEnv('TMPDIR', temporaryFolder());
  room = await openNewsroom(gitEnvironment());
});
afterEach(async () => {
  await room.close();
  const left = readdirSync(tmpdir()).filter((name) => name.startsWith('broadsheet-version-'));
  vi.unstubAllEnvs();
  expect(left).toEqual([]);
  expect(room.faults).toEqual([]);
});

const git = (...args: readonly string[]) => gitAt(room.path('.'), ...args);
const read = (file: string) => readFileSync(room.path(file), 'utf8');
const write = (file: string, bytes: string | Uint8Array) => {
  mkdirSync(dirname(room.path(file)), { recursive: true });
  writeFileSync(room.path(file), bytes);
};
/** Saves what is on the disk; returns the commit. */
const commit = (message: string): string => {
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
  return git('rev-parse', 'HEAD');
};
const first = () => git('rev-list', '--max-parents=0', 'HEAD');
const subjects = () => git('log', '--format=%s').split('\n');
const restore = (version: string) => room.post(`${PAGE}${version}/restore`, {});
const photo = (background: string) =>
  sharp({ create: { width: 640, height: 400, channels: 3, background } })
    .jpeg()
    .toBuffer();

describe('an earlier version', () => {
  test('is compared with the letter now and with the version before, and shown', async () => {
    beginRepository(room.path('.'));
    const begin = first();
    const original = read(STORY);
    write(
      STORY,
      `---\nsubject: A second subject\n---\n${original.replaceAll('Wednesday', 'Thursday')}`,
    );
    const second = commit('Second');
    const now = (await room.get(`${PAGE}${begin}/`)).text;
    expect(now).toMatch(/<del>Blinken reschedules[^<]*<\/del>[\s\S]*<ins>A second subject<\/ins>/);
    expect(now).toMatch(/<del>[^<]*Wednesday/);
    expect(now).not.toContain('against=before');
    expect(now).toMatch(/<header class="edition-head">[^]*<h1[^>]*>A second subject<[^]*>draft</);
    const before = (await room.get(`${PAGE}${second}/?against=before`)).text;
    expect(before).toMatch(/<ins>[^<]*Thursday/);
    expect((await room.get(`${PAGE}${second}/`)).text).toContain('The letters are the same.');
    const letter = await room.get(`${PAGE}${begin}/light.html`);
    expect(letter.text).toContain('Wednesday');
    expect(letter.text).not.toContain('Thursday');
    expect(letter.headers.get('content-security-policy')).toContain('sandbox');
  });

  test('has the pictures that it had, and today’s theme and config', async () => {
    write('content/pier.jpg', await photo('red'));
    write(STORY, `---\nimage: pier.jpg\nalt: A pier\n---\n${read(STORY)}`);
    beginRepository(room.path('.'));
    const begin = first();
    write('content/pier.jpg', await photo('blue'));
    write(
      'broadsheet.config.ts',
      read('broadsheet.config.ts').replace('Politics Briefing', 'Evening'),
    );
    commit('Second');
    const [then, now] = await Promise.all([
      room.get(`${PAGE}${begin}/light.html`),
      room.get(`/editions/${ID}/nobody/light.html`),
    ]);
    const picture = /data:image\/jpeg;base64,[^"]+/;
    expect(picture.exec(then.text)?.[0]).toBeDefined();
    expect(picture.exec(then.text)?.[0]).not.toBe(picture.exec(now.text)?.[0]);
    expect(then.text).toContain('Evening');
    expect((await room.get(`${PAGE}${begin}/`)).text).toContain('the same pictures');
  });

  test('that can’t be built says why, with the file’s own name', async () => {
    const original = read(STORY);
    write(STORY, 'A headline without a story\n');
    beginRepository(room.path('.'));
    write(STORY, original);
    commit('Second');
    const { text, status } = await room.get(`${PAGE}${first()}/`);
    expect(status).toBe(200);
    expect(text).toContain('can’t be built, so the letters can’t be compared');
    expect(text).toContain(`${STORY}:1`);
    expect(text).not.toContain(tmpdir());
  });

  test('is found by its whole hash only, and only among those of its edition', async () => {
    beginRepository(room.path('.'));
    write('content/2023-06-15-other.txt', read(STORY));
    const other = commit('Other');
    for (const name of [
      'HEAD',
      'main',
      '--output=x',
      first().slice(0, 12),
      '0'.repeat(40),
      other,
    ]) {
      expect((await room.get(`${PAGE}${name}/`)).status, name).toBe(404);
      expect((await restore(name)).status, name).toBe(404);
    }
    git('checkout', '--quiet', '-b', 'elsewhere');
    write(STORY, `${read(STORY)}\nElsewhere.\n`);
    const elsewhere = commit('Elsewhere');
    git('checkout', '--quiet', 'main');
    expect((await room.get(`${PAGE}${elsewhere}/`)).status).toBe(404);
  });
});

describe('bringing a version back', () => {
  test('saves what is there now first, and then writes the earlier text to the byte', async () => {
    const original = `\ufeff${read(STORY).replaceAll('\n', '\r\n')}`;
    write(STORY, original);
    beginRepository(room.path('.'));
    write(STORY, read(STORY).replaceAll('Wednesday', 'Thursday'));
    commit('Second');
    write(STORY, `${read(STORY)}\r\nTyped and in no version.\r\n`);
    const { status, location } = await restore(first());
    expect({ status, location }).toEqual({ status: 303, location: '../?done=restored' });
    expect(read(STORY)).toBe(original);
    expect(subjects()).toEqual([
      `Keep ${ID} as it was before version ${first().slice(0, 8)} came back`,
      'Second',
      'Begin',
    ]);
    expect(git('show', `HEAD:${STORY}`)).toContain('Typed and in no version.');
    const { text } = await room.get(PAGE);
    expect(text).toMatch(/[1-9]\d* changes? in this edition/);
    expect((await room.post(`${PAGE}save`, { message: 'Back' })).status).toBe(303);
    await restore(git('rev-parse', 'HEAD~1'));
    expect(read(STORY)).toContain('Typed and in no version.');
  });

  test('brings the stories and pictures of a digest back, and removes later ones', async () => {
    const story = read(STORY);
    rmSync(room.path(STORY));
    write(`${FOLDER}/1.txt`, `---\nimage: pier.jpg\nalt: A pier\n---\n${story}`);
    write(`${FOLDER}/2.txt`, story);
    write(`${FOLDER}/pier.jpg`, await photo('red'));
    beginRepository(room.path('.'));
    rmSync(room.path(`${FOLDER}/2.txt`));
    rmSync(room.path(`${FOLDER}/pier.jpg`));
    write(`${FOLDER}/1.txt`, story);
    write(`${FOLDER}/3.txt`, story);
    write(`${FOLDER}/notes.pdf`, 'not a story');
    const second = commit('Second');
    expect((await restore(first())).status).toBe(303);
    expect(readdirSync(room.path(FOLDER)).sort()).toEqual([
      ...['1.txt', '2.txt', 'notes.pdf', 'pier.jpg'],
    ]);
    git('add', '--all');
    git('commit', '--quiet', '--message', 'Third');
    expect((await restore(second)).status).toBe(303);
    expect(readdirSync(room.path(FOLDER)).sort()).toEqual([
      ...['1.txt', '3.txt', 'notes.pdf', 'pier.jpg'],
    ]);
  });

  test('turns Markdown into the text that it was, and a folder into the file', async () => {
    beginRepository(room.path('.'));
    const story = read(STORY);
    git('mv', STORY, `content/${ID}.md`);
    write(`content/${ID}.md`, '# A headline\n\nA story that is long enough to be a letter.\n');
    commit('Markdown');
    rmSync(room.path(`content/${ID}.md`));
    write(`${FOLDER}/1.txt`, story);
    write(`content/${ID}.approved.json`, '{}');
    commit('Folder');
    expect((await restore(first())).status).toBe(303);
    expect(read(STORY)).toBe(story);
    expect(existsSync(room.path(FOLDER))).toBe(false);
    expect(existsSync(room.path(`content/${ID}.approved.json`))).toBe(true);
    expect((await room.get(`/editions/${ID}/nobody/`)).text).toContain('Blinken');
  });

  test('does nothing where what is there now can’t be saved first', async () => {
    beginRepository(room.path('.'));
    write(STORY, read(STORY).replaceAll('Wednesday', 'Thursday'));
    commit('Second');
    write(STORY, `${read(STORY)}\nTyped.\n`);
    write('.git/MERGE_HEAD', `${first()}\n`);
    const { status, text } = await restore(first());
    expect(status).toBe(422);
    expect(text).toContain('Nothing was brought back');
    expect(text).toContain('in the middle of a merge');
    expect(read(STORY)).toContain('Typed.');
  });

  test('overwrites no text that git does not keep: a link’s, or an ignored file’s', async () => {
    beginRepository(room.path('.'));
    const begin = first();
    git('rm', '--quiet', '--cached', STORY);
    git('commit', '--quiet', '--message', 'Stop keeping it');
    appendFileSync(room.path('.git/info/exclude'), `${STORY}\n`);
    write(STORY, 'Headline\n\nWritten since.\n');
    const ignored = await restore(begin);
    expect([ignored.status, ignored.text]).toEqual([422, expect.stringContaining('is ignored')]);
    expect(read(STORY)).toContain('Written since.');

    write('elsewhere.txt', 'Headline\n\nBehind a link.\n');
    rmSync(room.path(STORY));
    symlinkSync('../elsewhere.txt', room.path(STORY));
    expect((await restore(begin)).status).toBe(422);
    expect(read('elsewhere.txt')).toContain('Behind a link.');
  });

  test('leaves the picture of another edition that no version has', async () => {
    write('content/pier.jpg', await photo('red'));
    const story = read(STORY);
    write(STORY, `---\nimage: pier.jpg\nalt: A pier\n---\n${story}`);
    beginRepository(room.path('.'));
    write(STORY, story);
    rmSync(room.path('content/pier.jpg'));
    commit('Without');
    const others = await photo('blue');
    write('content/pier.jpg', others);
    await restore(first());
    expect(readFileSync(room.path('content/pier.jpg')).equals(others)).toBe(true);
  });

  test('that is there already says so, and saves nothing', async () => {
    beginRepository(room.path('.'));
    const { status, text } = await restore(first());
    expect(status).toBe(422);
    expect(text).toContain('The edition is the same now as in this version.');
    expect(subjects()).toEqual(['Begin']);
  });

  test('twice at once loses nothing', async () => {
    beginRepository(room.path('.'));
    write(STORY, read(STORY).replaceAll('Wednesday', 'Thursday'));
    const second = commit('Second');
    write(STORY, `${read(STORY)}\nTyped.\n`);
    const both = await Promise.all([restore(first()), restore(second)]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect(git('log', '-p', '--format=', '--', STORY)).toContain('Typed.');
    expect(git('log', '-p', '--format=', '--', STORY)).toContain('Wednesday');
    expect(read(STORY)).not.toContain('Typed.');
  });
});
