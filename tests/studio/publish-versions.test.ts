import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { beginRepository, gitAt, gitEnvironment } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ID, openNewsroom, type Newsroom } from './newsroom.ts';

const PAGE = `/editions/${ID}/versions/`;
const STORY = `content/${ID}.txt`;

let room: Newsroom;
/** A bare repository, as a server has it. */
let server: string;
beforeEach(async () => {
  room = await openNewsroom(gitEnvironment());
  server = join(temporaryFolder(), 'briefing.git');
  gitAt(room.path('.'), 'init', '--quiet', '--bare', '--initial-branch=main', server);
  beginRepository(room.path('.'));
  git('remote', 'add', 'origin', server);
});
afterEach(async () => {
  await room.close();
  expect(room.faults).toEqual([]);
});

const git = (...args: readonly string[]) => gitAt(room.path('.'), ...args);
const onServer = (...args: readonly string[]) => gitAt(server, ...args);
const change = (from: string, to: string) => {
  const text = readFileSync(room.path(STORY), 'utf8');
  expect(text).toContain(from);
  writeFileSync(room.path(STORY), text.replaceAll(from, to));
};
const save = async (message: string) => {
  expect((await room.post(`${PAGE}save`, { message })).status).toBe(303);
};
const act = (action: string) => room.post(`${PAGE}${action}`, {});
const published = async () => {
  expect((await act('publish')).location).toBe('./?done=published');
};

/** Somebody else's copy of the repository, whose commits are on the server. */
function colleague(): {
  readonly folder: string;
  readonly commit: (from: string, to: string) => void;
} {
  const folder = join(temporaryFolder(), 'copy');
  gitAt(server, 'clone', '--quiet', server, folder);
  return {
    folder,
    commit: (from, to) => {
      const file = join(folder, STORY);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll(from, to));
      gitAt(folder, 'commit', '--quiet', '--all', '--message', `Write ${to}`);
      gitAt(folder, 'push', '--quiet', 'origin', 'main');
    },
  };
}

function hookAt(folder: string, name: string, script: string): void {
  writeFileSync(join(folder, 'hooks', name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'hooks', name), 0o755);
}

describe('publishing', () => {
  test('sends every version to the server, and the page says what waits', async () => {
    expect((await room.get(PAGE)).text).toContain('1 version is not published');
    await published();
    expect(onServer('log', '--format=%s', 'main')).toBe('Begin');
    expect(git('rev-parse', '--abbrev-ref', 'main@{upstream}')).toBe('origin/main');
    change('Wednesday', 'Thursday');
    await save('Correct the day');
    git('commit', '--quiet', '--allow-empty', '--message', 'Something else');
    const { text } = await room.get(PAGE);
    expect(text).toMatch(/2 versions\s+are not published to\s+<b>main<\/b>/);
    expect(text).toMatch(/1 of them\s+does not change this edition/);
    expect(text).toMatch(/Correct the day[\s\S]*not published yet[\s\S]*Begin[\s\S]*, published/);
    await published();
    expect(onServer('log', '--format=%s', 'main')).toBe('Something else\nCorrect the day\nBegin');
    expect((await room.get(PAGE)).text).toContain('Every version is published');
  });

  test('overwrites nothing that others have published, and explains that', async () => {
    await published();
    colleague().commit('Wednesday', 'Friday');
    change('Secretary', 'Minister');
    await save('Mine');
    const { status, text } = await act('publish');
    expect(status).toBe(422);
    expect(text).toContain('Others have published versions to main that you don’t have yet.');
    expect(onServer('log', '--format=%s', 'main')).toBe('Write Friday\nBegin');
  });

  test('is not forced even where the repository is set to force', async () => {
    await published();
    colleague().commit('Wednesday', 'Friday');
    git('config', 'remote.origin.push', '+refs/heads/main:refs/heads/main');
    git('config', 'push.default', 'matching');
    change('Secretary', 'Minister');
    await save('Mine');
    expect((await act('publish')).status).toBe(422);
    expect(onServer('log', '--format=%s', 'main')).toBe('Write Friday\nBegin');
  });

  test('to a protected branch is explained with what the server says', async () => {
    hookAt(server, 'pre-receive', 'echo "GH006: Protected branch update failed" >&2; exit 1');
    const { status, text } = await act('publish');
    expect(status).toBe(422);
    expect(text).toContain('the branch is protected');
    expect(text).toContain('Ask for a review instead.');
    expect(text).toContain('GH006');
  });

  test('that a check of the server or of the repository refuses is explained', async () => {
    hookAt(server, 'pre-receive', 'echo "The photo <b>is</b> too large" >&2; exit 1');
    const refused = (await act('publish')).text;
    expect(refused).toContain('A check on the server refused the versions');
    expect(refused).toContain('The photo &lt;b&gt;is&lt;/b&gt; too large');
    hookAt(room.path('.git'), 'pre-push', 'echo "Not on a Sunday" >&2; exit 1');
    const stopped = (await act('publish')).text;
    expect(stopped).toContain('A check of this repository (pre-push) refused');
    expect(stopped).toContain('Not on a Sunday');
  });

  test('to a server that is gone, unreachable or asks for a login is explained', async () => {
    const to = async (url: string) => {
      git('remote', 'set-url', 'origin', url);
      const { status, text } = await act('publish');
      expect(status).toBe(422);
      expect(text).not.toContain('secret');
      return text;
    };
    expect(await to(join(temporaryFolder(), 'nothing.git'))).toContain('There is no repository at');
    const closed = await to('http://ada:secret@127.0.0.1:1/desk/briefing.git');
    expect(closed).toContain('The server of 127.0.0.1:1/desk/briefing can’t be reached.');
  });

  test('to a folder in which somebody works is explained', async () => {
    git('remote', 'set-url', 'origin', room.path('working'));
    git('clone', '--quiet', room.path('.'), room.path('working'));
    change('Wednesday', 'Thursday');
    await save('Mine');
    expect((await act('publish')).text).toContain('Somebody works in the repository of the server');
  });

  test('without a server, or with several, says so', async () => {
    git('remote', 'rename', 'origin', 'one');
    git('remote', 'add', 'two', server);
    expect((await room.get(PAGE)).text).toContain('The repository has 2 servers, one, two');
    git('config', 'remote.pushDefault', 'two');
    expect((await room.get(PAGE)).text).toContain('1 version is not published');
    git('remote', 'remove', 'one');
    git('remote', 'remove', 'two');
    expect((await room.get(PAGE)).text).toContain('kept on this machine only');
    expect((await act('publish')).status).toBe(422);
  });

  test('from a branch that follows another one is left to a review', async () => {
    await published();
    git('checkout', '--quiet', '-b', 'draft', '--track', 'origin/main');
    change('Wednesday', 'Thursday');
    await save('Mine');
    const { text } = await act('publish');
    expect(text).toContain('You work on the branch draft, which follows main.');
    expect(onServer('log', '--format=%s', 'main')).toBe('Begin');
    expect((await act('review')).location).toBe('./?done=reviewing');
    expect(onServer('log', '--format=%s', `review-${ID}`)).toBe('Mine\nBegin');
  });
});

describe('the versions of others', () => {
  test('are brought here, and joined with one’s own', async () => {
    await published();
    expect((await act('take-in')).location).toBe('./?done=current');
    const { commit } = colleague();
    commit('Wednesday', 'Friday');
    expect((await act('take-in')).location).toBe('./?done=taken');
    expect(readFileSync(room.path(STORY), 'utf8')).toContain('Friday');
    writeFileSync(room.path(`content/${ID}.approved.json`), '{}');
    await save('Mine');
    commit('Friday', 'Saturday');
    expect((await act('take-in')).location).toBe('./?done=taken');
    expect(readFileSync(room.path(STORY), 'utf8')).toContain('Saturday');
    await published();
    expect(onServer('show', `main:content/${ID}.approved.json`)).toBe('{}');
  });

  test('that change the same lines are left where they are, and nothing here changes', async () => {
    await published();
    colleague().commit('Wednesday', 'Friday');
    change('Wednesday', 'Thursday');
    await save('Mine');
    const before = git('rev-parse', 'HEAD');
    const { status, text } = await act('take-in');
    expect(status).toBe(422);
    expect(text).toContain(`You and others have changed the same lines of ${STORY}.`);
    expect(git('rev-parse', 'HEAD')).toBe(before);
    expect(git('status', '--porcelain')).toBe('');
  });

  test('never overwrite what no version has', async () => {
    await published();
    colleague().commit('Wednesday', 'Friday');
    change('Wednesday', 'Thursday');
    const { status, text } = await act('take-in');
    expect(status).toBe(422);
    expect(text).toContain('where you have changes that no version has');
    expect(text).toContain('Save a version first');
    expect(readFileSync(room.path(STORY), 'utf8')).toContain('Thursday');
  });

  test('of an empty server don’t exist yet', async () => {
    expect((await act('take-in')).text).toContain('The server has no branch main yet.');
  });
});

describe('asking for a review', () => {
  test('puts the versions on a branch of the server, and goes on with it', async () => {
    await published();
    expect((await act('review')).text).toContain('there is nothing to review');
    change('Wednesday', 'Thursday');
    await save('First');
    expect((await act('review')).location).toBe('./?done=reviewing');
    change('Thursday', 'Friday');
    await save('Second');
    await act('review');
    expect(onServer('log', '--format=%s', `review-${ID}`)).toBe('Second\nFirst\nBegin');
    expect(onServer('log', '--format=%s', 'main')).toBe('Begin');
    expect(git('branch', '--show-current')).toBe('main');
    expect((await room.get(PAGE)).text).toContain(`the branch <code>review-${ID}</code>`);
  });

  test('takes another branch where somebody has changed the first', async () => {
    await published();
    change('Wednesday', 'Thursday');
    await save('First');
    await act('review');
    const { folder } = colleague();
    gitAt(folder, 'checkout', '--quiet', `review-${ID}`);
    gitAt(folder, 'commit', '--quiet', '--allow-empty', '--message', 'Theirs');
    gitAt(folder, 'push', '--quiet', 'origin', `review-${ID}`);
    change('Thursday', 'Friday');
    await save('Second');
    await act('review');
    expect(onServer('log', '-1', '--format=%s', `review-${ID}`)).toBe('Theirs');
    expect(onServer('log', '-1', '--format=%s', `review-${ID}-2`)).toBe('Second');
  });

  test('is over when the server has merged the branch', async () => {
    await published();
    change('Wednesday', 'Thursday');
    await save('First');
    await act('review');
    onServer('update-ref', 'refs/heads/main', `refs/heads/review-${ID}`);
    await act('take-in');
    const { text } = await room.get(PAGE);
    expect(text).not.toContain('for a review:');
    expect(text).toContain('Every version is published');
  });

  test('leads to the page that the server names', async () => {
    await published();
    hookAt(
      server,
      'post-receive',
      'echo "Create a pull request: https://git.example.com/desk/briefing/pull/new/x" >&2',
    );
    change('Wednesday', 'Thursday');
    await save('First');
    await act('review');
    git('config', `url.${server}.pushInsteadOf`, 'unused:');
    git('remote', 'set-url', 'origin', 'git@git.example.com:desk/briefing.git');
    expect((await room.get(PAGE)).text).toContain(
      'href="https://git.example.com/desk/briefing/pull/new/x"',
    );
  });
});

test('a colleague in a worktree at the same time breaks nothing', async () => {
  await published();
  change('Wednesday', 'Thursday');
  const [mine] = await Promise.all([
    room.post(`${PAGE}save`, { message: 'Mine' }),
    act('publish'),
    act('take-in'),
    room.get(PAGE),
  ]);
  expect([303, 422]).toContain(mine.status);
  expect(git('fsck', '--no-dangling')).toBe('');
  expect(git('status', '--porcelain')).toBe('');
  expect(execFileSync('ls', [room.path('.git')], { encoding: 'utf8' })).not.toContain('.lock');
});
