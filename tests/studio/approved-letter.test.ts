/** The approved letter beside the letter as it is now, on the page that sends an edition. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepLetter, keptLetter } from '../../src/app/approval/kept-letters.ts';
import { beginRepository, gitAt, gitEnvironment } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ID, openNewsroom, type Newsroom } from './newsroom.ts';
import { wordsOf } from './run-views.ts';

const PAGE = `/editions/${ID}/send/`;
const FRAME = /src="(approved\/([0-9a-f]{64})\/light\.html)"/;

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom(gitEnvironment());
});
afterEach(async () => {
  await room.close();
  expect(room.faults).toEqual([]);
});

const page = async () => (await room.get(PAGE)).text;
const edit = (file: string, from: string, to: string) => {
  const text = readFileSync(room.path(file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(room.path(file), text.replaceAll(from, to));
  room.desk.forget();
};
const change = () => {
  edit(`content/${ID}.txt`, 'Blinken', 'Rubio');
};
/** Approves the letter as it is now; returns where it is kept. */
const approve = async () => {
  const hash = (await room.desk.approval(ID))?.contentHash ?? '';
  expect(await room.desk.approve(ID, hash)).toEqual({ ok: true });
  return room.path(`.broadsheet/approved/${hash}.json`);
};
const commit = () => {
  gitAt(room.path('.'), 'add', '--all');
  gitAt(room.path('.'), 'commit', '--quiet', '--message', 'Approve');
};

test('both letters are shown in frames in which nothing runs', async () => {
  await approve();
  change();
  const text = await page();
  const [, src = ''] = FRAME.exec(text) ?? [];
  expect(text).toContain('src="../nobody/light.html"');
  expect(text.match(/sandbox="allow-same-origin allow-popups[^"]*"/g)).toHaveLength(2);
  const approved = await room.get(PAGE + src);
  const now = await room.get(`/editions/${ID}/nobody/light.html`);
  expect(approved.text).toContain('Blinken reschedules trip');
  expect(now.text).toContain('Rubio reschedules trip');
  const policy = approved.headers.get('content-security-policy');
  expect(policy).toBe(now.headers.get('content-security-policy'));
  expect(policy).toContain('sandbox allow-same-origin');
});

test('a script in a kept letter does not run: its frame has the policy of every letter', async () => {
  const file = await approve();
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { html: string };
  kept.html = kept.html.replace('</body>', '<script>top.location = "/"</script></body>');
  writeFileSync(file, JSON.stringify(kept));
  change();
  const [, src = ''] = FRAME.exec(await page()) ?? [];
  const { headers } = await room.get(PAGE + src);
  expect(headers.get('content-security-policy')).not.toMatch(/allow-scripts|script-src/);
});

test('a letter that was approved elsewhere is made from the version with its approval', async () => {
  const file = await approve();
  beginRepository(room.path('.'));
  rmSync(file);
  change();
  const [, src = ''] = FRAME.exec(await page()) ?? [];
  expect((await room.get(PAGE + src)).text).toContain('Blinken reschedules trip');
  expect(existsSync(file)).toBe(true);
});

test('a letter that no version here contains is not shown, and the page says why', async () => {
  const file = await approve();
  rmSync(file);
  change();
  const text = await page();
  expect(text).not.toContain('<iframe');
  expect(wordsOf(text)).toContain('it was approved on another computer');
  expect(text).toContain('<del>Blinken reschedules trip');
});

test('a letter whose design has changed since is not shown as something that it was not', async () => {
  beginRepository(room.path('.'));
  const file = await approve();
  commit();
  rmSync(file);
  edit('broadsheet.config.ts', '1 Example Square', '2 Example Square');
  const text = await page();
  expect(text).not.toContain('<iframe');
  expect(wordsOf(text)).toContain('the design or the settings have changed since');
});

test('a frame of another hash than the approved one is not found', async () => {
  await approve();
  change();
  expect((await room.get(`${PAGE}approved/${'0'.repeat(64)}/light.html`)).status).toBe(404);
  expect((await room.get(`${PAGE}approved/..%2F..%2Fbroadsheet/light.html`)).status).toBe(404);
});

test('twenty letters are kept, and none that is very large', () => {
  const workspace = { data: temporaryFolder(), clock: () => new Date() };
  const letter = { html: '<p>A letter</p>', pictures: new Map() };
  const hashOf = (index: number) => index.toString(16).padStart(64, '0');
  for (let index = 0; index < 25; index++) {
    const at = new Date(Date.UTC(2023, 5, 1, 0, index));
    keepLetter({ ...workspace, clock: () => at }, hashOf(index), letter);
  }
  expect(readdirSync(`${workspace.data}/approved`)).toHaveLength(20);
  expect(keptLetter(workspace, hashOf(24))).toEqual(letter);
  expect(keptLetter(workspace, hashOf(4))).toBeUndefined();
  keepLetter(workspace, hashOf(99), { ...letter, html: 'x'.repeat(9_000_000) });
  expect(keptLetter(workspace, hashOf(99))).toBeUndefined();
});

test('a letter that can’t be kept is approved all the same', async () => {
  writeFileSync(room.path('.broadsheet/approved'), 'in the way');
  await approve();
  expect(statSync(room.path(`content/${ID}.approved.json`)).isFile()).toBe(true);
});
