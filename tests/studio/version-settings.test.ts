/** What the settings of a repository, or of the person, must not change about versions. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { beginRepository, gitAt, gitEnvironment } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ID, openNewsroom, type Newsroom } from './newsroom.ts';

const PAGE = `/editions/${ID}/versions/`;
const STORY = `content/${ID}.txt`;

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom(gitEnvironment());
  beginRepository(room.path('.'));
});
afterEach(async () => {
  await room.close();
  expect(room.faults).toEqual([]);
});

const git = (...args: readonly string[]) => gitAt(room.path('.'), ...args);
const read = (file: string) => readFileSync(room.path(file), 'utf8');
const write = (file: string, text: string) => {
  mkdirSync(dirname(room.path(file)), { recursive: true });
  writeFileSync(room.path(file), text);
};
const change = (from: string, to: string) => {
  expect(read(STORY)).toContain(from);
  write(STORY, read(STORY).replaceAll(from, to));
};
const gitWith = (input: string, ...args: readonly string[]) =>
  execFileSync('git', args, { cwd: room.path('.'), input, encoding: 'utf8' }).trimEnd();
const act = (action: string, fields: Readonly<Record<string, string>> = {}) =>
  room.post(`${PAGE}${action}`, fields);
const save = (message: string) => act('save', { message });
const done = async (action: string) => {
  const { location, text } = await act(action);
  expect(location, text).toMatch(/^\.\/\?done=/);
};

/** Makes a bare repository the server, with all that is here. */
function publishedAt(): string {
  const server = join(temporaryFolder(), 'briefing.git');
  git('init', '--quiet', '--bare', '--initial-branch=main', server);
  git('remote', 'add', 'origin', server);
  git('push', '--quiet', '--set-upstream', 'origin', 'main');
  return server;
}

/** Commits a file on the server as somebody else. */
function publishFile(server: string, file: string, text: string): void {
  const folder = join(temporaryFolder(), 'copy');
  gitAt(server, 'clone', '--quiet', server, folder);
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
  gitAt(folder, 'add', '--force', '--', file);
  gitAt(folder, 'commit', '--quiet', '--message', 'Theirs');
  gitAt(folder, 'push', '--quiet', 'origin', 'main');
}

describe('saving a version', () => {
  test('keeps a file that the list of ignored files makes an exception for', async () => {
    git('rm', '--quiet', '--cached', STORY);
    git('commit', '--quiet', '--message', 'Without the story');
    write('.gitignore', 'content/*\n!content/*.txt\n');
    const { location, text } = await save('A new story');
    expect(location, text).toBe('./?done=saved');
    expect(git('show', '--name-only', '--format=', 'HEAD')).toContain(STORY);
  });

  test('runs a check that names files by a pattern as it runs for everybody', async () => {
    const hook = room.path('.git/hooks/pre-commit');
    writeFileSync(hook, '#!/bin/sh\ngit diff --cached --quiet -- "content/*.txt" || exit 1\n');
    chmodSync(hook, 0o755);
    change('Wednesday', 'Thursday');
    expect((await save('Correct the day')).text).toContain('a check of this repository refused it');
  });

  test('of a file whose name has signs of a pattern keeps that file only', async () => {
    const folder = `content/${ID}`;
    write(`${folder}/1.txt`, read(STORY));
    write(`${folder}/p[1]*.png`, 'one');
    rmSync(room.path(STORY));
    git('add', '--all');
    git('commit', '--quiet', '--message', 'A folder');
    write(`${folder}/p[1]*.png`, 'two');
    write(`${folder}/:(top)p.png`, 'three');
    expect((await save('Pictures')).location).toBe('./?done=saved');
    expect(git('show', '-z', '--name-only', '--format=', 'HEAD').split('\0').sort()).toEqual([
      '',
      `${folder}/:(top)p.png`,
      `${folder}/p[1]*.png`,
    ]);
  });

  test('takes back no removal that somebody has staged', async () => {
    git('rm', '--quiet', '--cached', STORY);
    for (const day of ['Wednesday', 'Thursday']) {
      write(STORY, read(STORY).replaceAll('Wednesday', day));
      expect((await save('Mine')).text).toContain('Somebody is about to remove');
      expect(git('status', '--porcelain')).toBe(`D  ${STORY}\n?? ${STORY}`);
    }
  });

  test('in a repository that shows some of its folders explains which it leaves out', async () => {
    git('rm', '--quiet', '--cached', STORY);
    git('commit', '--quiet', '--message', 'Without the story');
    const story = read(STORY);
    git('sparse-checkout', 'set', '--cone', 'templates');
    write(STORY, story);
    const { text } = await save('A new story');
    expect(text).toContain('sparse checkout');
    expect(text).not.toContain('a check of this repository refused it');
  });

  test('with any encoding of messages shows the message as it was typed', async () => {
    git('config', 'i18n.commitEncoding', 'ISO-8859-1');
    change('Wednesday', 'Thursday');
    await save('Fähre – 船');
    expect((await room.get(PAGE)).text).toContain('Fähre – 船');
  });
});

describe('a branch', () => {
  test('that has the name of a tag is published under its own name', async () => {
    const server = publishedAt();
    git('tag', 'main');
    change('Wednesday', 'Thursday');
    await save('Correct the day');
    expect((await room.get(PAGE)).text).toMatch(/1 version is\s+not published/);
    await done('publish');
    expect(gitAt(server, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
    expect(gitAt(server, 'log', '-1', '--format=%s', 'refs/heads/main')).toBe('Correct the day');
  });

  test('that has the name of a folder is published', async () => {
    const server = publishedAt();
    git('switch', '--quiet', '--create', 'content');
    await done('publish');
    expect((await room.get(PAGE)).text).toContain('Every version is published');
    expect(gitAt(server, 'branch', '--format=%(refname:short)')).toBe('content\nmain');
  });
});

describe('the versions of others', () => {
  test('never touch what no version has, where git is set to put it aside and back', async () => {
    const server = publishedAt();
    git('config', 'merge.autoStash', 'true');
    publishFile(server, STORY, read(STORY).replaceAll('Wednesday', 'Friday'));
    change('Wednesday', 'Thursday');
    const mine = read(STORY);
    await act('take-in');
    expect(read(STORY)).toBe(mine);
    expect(git('stash', 'list')).toBe('');
  });

  test('never overwrite a file here that git ignores', async () => {
    const server = publishedAt();
    write('.git/info/exclude', `${read('.git/info/exclude')}notes.txt\n`);
    write('notes.txt', 'mine');
    publishFile(server, 'notes.txt', 'theirs');
    const ahead = await act('take-in');
    expect(read('notes.txt')).toBe('mine');
    expect(ahead.text).toContain('notes.txt');
    change('Wednesday', 'Thursday');
    await save('Mine');
    const apart = await act('take-in');
    expect(read('notes.txt')).toBe('mine');
    expect(apart.text).toContain('notes.txt');
  });

  test.each(['--no-commit', '--squash'])(
    'are joined as a version with the option %s',
    async (option) => {
      const server = publishedAt();
      publishFile(server, 'notes.txt', 'theirs');
      change('Wednesday', 'Thursday');
      await save('Mine');
      git('config', 'branch.main.mergeOptions', option);
      await done('take-in');
      expect(git('log', '-1', '--format=%s')).toBe('Get the versions of others from main');
      expect(git('status', '--porcelain')).toBe('');
    },
  );

  test('that can’t be joined beside what somebody has staged say what that is', async () => {
    const server = publishedAt();
    publishFile(server, 'notes.txt', 'theirs');
    change('Wednesday', 'Thursday');
    await save('Mine');
    write('staged.txt', 'staged');
    git('add', 'staged.txt');
    const { text } = await act('take-in');
    expect(text).toContain('staged.txt');
    expect(git('status', '--porcelain')).toBe('A  staged.txt');
  });

  test('are those of the branch, whatever another program fetches meanwhile', async () => {
    const server = publishedAt();
    publishFile(server, 'notes.txt', 'theirs');
    write('.git/FETCH_HEAD', 'of another program\n');
    await done('take-in');
    expect(read('.git/FETCH_HEAD')).toBe('of another program\n');
    expect(git('for-each-ref', '--format=%(refname)')).toBe(
      'refs/heads/main\nrefs/remotes/origin/main',
    );
  });
});

describe('a review', () => {
  test('is shown in a clone that follows one branch only', async () => {
    publishedAt();
    git('config', 'remote.origin.fetch', '+refs/heads/main:refs/remotes/origin/main');
    change('Wednesday', 'Thursday');
    await save('Mine');
    await done('review');
    expect((await room.get(PAGE)).text).toContain(`review-${ID}`);
  });
});

describe('bringing a version back', () => {
  const first = () => git('rev-list', '--max-parents=0', 'HEAD');
  const restore = (version: string) => room.post(`${PAGE}${version}/restore`, {});

  test.each(['--skip-worktree', '--assume-unchanged'])(
    'overwrites no text that git was told not to look at (%s)',
    async (mark) => {
      const begin = first();
      change('Wednesday', 'Thursday');
      await save('Correct the day');
      git('update-index', mark, STORY);
      change('Thursday', 'Friday');
      const { text } = await restore(begin);
      expect(read(STORY)).toContain('Friday');
      expect(text).toContain('can’t be saved first');
    },
  );

  test('writes nothing where git would check nothing out', async () => {
    const folder = `content/${ID}`;
    write(`${folder}/1.txt`, read(STORY));
    rmSync(room.path(STORY));
    git('add', '--all');
    git('commit', '--quiet', '--message', 'A folder');
    // Whoever can push can make such a commit, and remove the file in the next one.
    const blob = git('hash-object', '-w', `${folder}/1.txt`);
    const tree = (...entries: readonly string[]) =>
      gitWith(`${entries.join('\n')}\n`, 'mktree', '--missing');
    const hidden = tree(`100644 blob ${blob}\tconfig`);
    const outer = tree(`100644 blob ${blob}\tevil.txt`);
    const edition = tree(
      `100644 blob ${blob}\t1.txt`,
      `100644 blob ${blob}\t2.txt`,
      `040000 tree ${hidden}\t.GIT`,
      `040000 tree ${outer}\t..`,
    );
    const content = tree(`040000 tree ${edition}\t${ID}`);
    const top = tree(`040000 tree ${content}\tcontent`);
    const version = git('commit-tree', '-p', 'HEAD', '-m', 'Hostile', top);
    const after = git('commit-tree', '-p', version, '-m', 'Harmless', 'HEAD^{tree}');
    git('update-ref', 'refs/heads/main', after);
    const { location, text } = await restore(version);
    expect(location, text).toContain('done=restored');
    expect(readdirSync(room.path(folder)).sort()).toEqual(['1.txt', '2.txt']);
    expect(readdirSync(room.path('content'))).not.toContain('evil.txt');
  });

  test('writes nothing through a link that leads out of the repository', async () => {
    rmSync(room.path(STORY));
    write(`content/${ID}/1.txt`, '---\nimage: photos/pier.png\nalt: A pier\n---\nStory\n\nText.\n');
    write(`content/${ID}/photos/pier.png`, 'a picture');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'With a picture');
    const version = git('rev-parse', 'HEAD');
    const outside = temporaryFolder();
    git('rm', '--quiet', '-r', `content/${ID}/photos`);
    symlinkSync(outside, room.path(`content/${ID}/photos`));
    git('add', '--all');
    git('commit', '--quiet', '--message', 'A link');
    await restore(version);
    expect(existsSync(join(outside, 'pier.png'))).toBe(false);
  });
});
