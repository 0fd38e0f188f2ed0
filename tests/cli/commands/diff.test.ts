import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { approve } from '../../../src/cli/commands/approve.ts';
import { diff, type DiffOptions } from '../../../src/cli/commands/diff.ts';
import { addSample, listen, makeNewsletter } from '../newsletter.ts';

const ID = '2023-06-14-blinken-beijing';

let newsletter: ReturnType<typeof makeNewsletter>;
beforeEach(() => {
  newsletter = makeNewsletter();
  addSample(newsletter.folder);
});
afterEach(() => {
  newsletter.remove();
});

const article = () => join(newsletter.folder, 'content', `${ID}.txt`);
const configFile = () => join(newsletter.folder, 'broadsheet.config.ts');

function change(file: string, from: string, to: string): void {
  const before = readFileSync(file, 'utf8');
  expect(before).toContain(from);
  writeFileSync(file, before.replace(from, to));
}

function git(...args: readonly string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  const options = { cwd: newsletter.folder, encoding: 'utf8' } as const;
  return execFileSync('git', [...identity, ...args], options).trim();
}

function commitAll(): void {
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '.');
  git('commit', '--quiet', '--message', 'Begin');
}

async function run(options: DiffOptions = {}, cwd = newsletter.folder) {
  const heard = listen(cwd);
  const code = await diff(undefined, options, heard.io);
  return { code, ...heard, out: () => stripVTControlCharacters(heard.out()) };
}

const worktrees = () => git('worktree', 'list').split('\n').length;
const temporary = () => readdirSync(tmpdir()).filter((name) => name.startsWith('broadsheet-at-'));

describe('diff with the approval', () => {
  test('is 0 for the same letter and 1 for another, and says what differs', async () => {
    await approve(undefined, {}, listen(newsletter.folder).io);
    expect((await run()).code).toBe(0);
    change(article(), 'postponed after', 'postponed, after');
    const { code, out } = await run();
    expect(code).toBe(1);
    expect(out()).toMatch(/HTML: changed[\s\S]*\n {2}@@ .*\n[\s\S]*\n {2}\+.*postponed, after/);
  });

  test('reports as JSON', async () => {
    await approve(undefined, {}, listen(newsletter.folder).io);
    change(configFile(), "email: 'briefing@example.com'", "email: 'letter@example.com'");
    const { out } = await run({ json: true });
    const report = JSON.parse(out()) as { changes: { what: string }[] };
    expect(report).toMatchObject({ edition: ID, against: 'approval', same: false, text: [] });
    expect(report.changes.map(({ what }) => what)).toContain('headers');
  });

  test('needs an approval', async () => {
    await expect(run()).rejects.toThrow(`${ID} has not been approved`);
  });
});

describe('diff with a revision', () => {
  test('builds its content, its config and its pictures, and leaves nothing behind', async () => {
    commitAll();
    const before = temporary();
    expect((await run({ against: 'HEAD' })).code).toBe(0);
    await picture('blue');
    git('add', '.');
    git('commit', '--quiet', '--message', 'Show a picture');
    await picture('red');
    change(configFile(), '1 Example Square', '2 Example Square');
    const { code, out } = await run({ against: 'main' });
    expect(code).toBe(1);
    expect(out()).toMatch(/Pictures:\n {2}-\w{32}\.jpg \(.* bytes\)\n {2}\+\w{32}\.jpg/);
    expect(out()).toMatch(/-.*1 Example Square.*\n {2}\+.*2 Example Square/);
    expect([worktrees(), temporary()]).toEqual([1, before]);
  });

  test('finds a newsletter that is a folder of a repository', async () => {
    mkdirSync(join(newsletter.folder, 'letters'));
    execFileSync('mv', ['content', 'broadsheet.config.ts', 'letters'], { cwd: newsletter.folder });
    commitAll();
    const folder = join(newsletter.folder, 'letters');
    const content = join(folder, 'content');
    expect((await run({ against: 'HEAD', content }, folder)).code).toBe(0);
    change(join(content, `${ID}.txt`), 'Wednesday', 'Thursday');
    expect((await run({ against: 'HEAD', content }, folder)).code).toBe(1);
  });

  test('runs no hook of the repository', async () => {
    commitAll();
    const hook = join(newsletter.folder, '.git', 'hooks', 'post-checkout');
    writeFileSync(hook, '#!/bin/sh\necho ran >> "$(git rev-parse --git-common-dir)/ran"\n', {
      mode: 0o755,
    });
    await run({ against: 'HEAD' });
    expect(readdirSync(join(newsletter.folder, '.git'))).not.toContain('ran');
  });

  test.each(['nothing', '--output=x', '', 'HEAD^{tree}', '\u001b[2J'])(
    'refuses the revision %j',
    async (against) => {
      commitAll();
      await expect(run({ against })).rejects.toThrow('git knows no revision');
    },
  );

  test('says where the edition was not there, or could not be built', async () => {
    commitAll();
    git('mv', `content/${ID}.txt`, 'content/2023-06-15-other.txt');
    await expect(run({ against: 'HEAD' })).rejects.toThrow('At HEAD there is no letter');
    expect(worktrees()).toBe(1);
  });

  test('needs a repository', async () => {
    await expect(run({ against: 'HEAD' })).rejects.toThrow('in no git repository');
  });
});

async function picture(background: string): Promise<void> {
  const image = sharp({ create: { width: 60, height: 40, channels: 3, background } });
  await image.png().toFile(join(newsletter.folder, 'content', 'plane.png'));
  rmSync(article());
  addSample(newsletter.folder);
  const text = readFileSync(article(), 'utf8');
  writeFileSync(article(), `---\nimage: plane.png\nalt: A plane\n---\n${text}`);
}
