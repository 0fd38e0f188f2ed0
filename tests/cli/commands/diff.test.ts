import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { approve } from '../../../src/cli/commands/approve.ts';
import { diff, type DiffOptions } from '../../../src/cli/commands/diff.ts';
import { makeNewsletter, SAMPLE_ID as ID, type Newsletter } from '../../support/newsletter.ts';
import { SAMPLE } from '../../support/sample.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ARTICLE = `content/${ID}.txt`;
const CONFIG = 'broadsheet.config.ts';

let newsletter: Newsletter;
beforeEach(() => {
  // What other tests write at the same time is elsewhere.
  vi.stubEnv('TMPDIR', temporaryFolder());
  newsletter = makeNewsletter();
});
afterEach(() => {
  vi.unstubAllEnvs();
});

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

/** Runs in the newsletter's folder, or in one below it. */
function run(options: DiffOptions = {}, below = '.') {
  return newsletter.call((io) => {
    const cwd = newsletter.path(below);
    return diff(undefined, options, { ...io, cwd });
  });
}

const approveIt = () => newsletter.call((io) => approve(undefined, {}, io));

const worktrees = () => git('worktree', 'list').split('\n').length;
const temporary = () => readdirSync(tmpdir()).filter((name) => name.startsWith('broadsheet-at-'));

describe('diff with the approved letter', () => {
  test('exits with 0 for equal letters and with 1 for different ones, and shows the difference', async () => {
    await approveIt();
    expect((await run()).code).toBe(0);
    newsletter.change(ARTICLE, 'postponed after', 'postponed, after');
    const { code, stdout } = await run();
    expect(code).toBe(1);
    expect(stdout).toMatch(/HTML: changed[\s\S]*\n {2}@@ .*\n[\s\S]*\n {2}\+.*postponed, after/);
  });

  test('reports the difference as JSON', async () => {
    await approveIt();
    newsletter.change(CONFIG, "email: 'briefing@example.com'", "email: 'letter@example.com'");
    const { stdout } = await run({ json: true });
    const report = JSON.parse(stdout) as { changes: { what: string }[] };
    expect(report).toMatchObject({ edition: ID, against: 'approval', same: false, text: [] });
    expect(report.changes.map(({ what }) => what)).toContain('headers');
  });

  test('requires an approval', async () => {
    await expect(run()).rejects.toThrow(`${ID} has not been approved`);
  });
});

describe('diff with a git revision', () => {
  test('builds the content, config and pictures of the revision, and leaves nothing behind', async () => {
    commitAll();
    expect((await run({ against: 'HEAD' })).code).toBe(0);
    await picture('blue');
    git('add', '.');
    git('commit', '--quiet', '--message', 'Show a picture');
    await picture('red');
    newsletter.change(CONFIG, '1 Example Square', '2 Example Square');
    const { code, stdout } = await run({ against: 'main' });
    expect(code).toBe(1);
    expect(stdout).toMatch(/Pictures:\n {2}-\w{32}\.jpg \(.* bytes\)\n {2}\+\w{32}\.jpg/);
    expect(stdout).toMatch(/-.*1 Example Square.*\n {2}\+.*2 Example Square/);
    expect([worktrees(), temporary()]).toEqual([1, []]);
  });

  test('works for a newsletter in a folder of a repository', async () => {
    mkdirSync(newsletter.path('letters'));
    execFileSync('mv', ['content', 'broadsheet.config.ts', 'letters'], { cwd: newsletter.folder });
    commitAll();
    const content = newsletter.path('letters', 'content');
    expect((await run({ against: 'HEAD', content }, 'letters')).code).toBe(0);
    newsletter.change(`letters/${ARTICLE}`, 'Wednesday', 'Thursday');
    expect((await run({ against: 'HEAD', content }, 'letters')).code).toBe(1);
  });

  test('runs no hooks of the repository', async () => {
    commitAll();
    const hook = newsletter.path('.git', 'hooks', 'post-checkout');
    writeFileSync(hook, '#!/bin/sh\necho ran >> "$(git rev-parse --git-common-dir)/ran"\n', {
      mode: 0o755,
    });
    await run({ against: 'HEAD' });
    expect(readdirSync(newsletter.path('.git'))).not.toContain('ran');
  });

  test.each(['nothing', '--output=x', '', 'HEAD^{tree}', '\u001b[2J'])(
    'refuses the revision %j',
    async (against) => {
      commitAll();
      await expect(run({ against })).rejects.toThrow('git knows no revision');
    },
  );

  test('reports that the edition did not exist, or could not be built', async () => {
    commitAll();
    git('mv', `content/${ID}.txt`, 'content/2023-06-15-other.txt');
    await expect(run({ against: 'HEAD' })).rejects.toThrow('At HEAD there is no letter');
    expect(worktrees()).toBe(1);
  });

  test('requires a repository', async () => {
    await expect(run({ against: 'HEAD' })).rejects.toThrow('in no git repository');
  });
});

async function picture(background: string): Promise<void> {
  const image = sharp({ create: { width: 60, height: 40, channels: 3, background } });
  await image.png().toFile(newsletter.path('content', 'plane.png'));
  const text = readFileSync(SAMPLE, 'utf8');
  newsletter.write(ARTICLE, `---\nimage: plane.png\nalt: A plane\n---\n${text}`);
}
