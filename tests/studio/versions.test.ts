import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { beginRepository, gitAt, gitEnvironment } from '../support/repository.ts';
import { ID, openNewsroom, type Newsroom } from './newsroom.ts';

const PAGE = `/editions/${ID}/versions/`;
const STORY = `content/${ID}.txt`;

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom(gitEnvironment());
});
afterEach(async () => {
  await room.close();
  expect(room.faults).toEqual([]);
});

const git = (...args: readonly string[]) => gitAt(room.path('.'), ...args);
const begin = () => {
  beginRepository(room.path('.'));
};
const read = (file: string) => readFileSync(room.path(file), 'utf8');
const write = (file: string, text: string) => {
  writeFileSync(room.path(file), text);
};
const change = (from: string, to: string, file = STORY) => {
  const before = read(file);
  expect(before).toContain(from);
  write(file, before.replaceAll(from, to));
};
const save = (fields: Readonly<Record<string, string>> = { message: 'Correct the day' }) =>
  room.post(`${PAGE}save`, fields);
const subjects = () => git('log', '--format=%s').split('\n');
const committed = () => git('show', '--name-only', '--format=', 'HEAD').split('\n');

describe('what is not saved as a version', () => {
  test('is counted and shown line by line', async () => {
    begin();
    expect((await room.get(PAGE)).text).toContain('Everything is saved as a version');
    const lines = read(STORY).split('\n');
    lines[0] = 'The first line is new';
    write(STORY, [...lines, 'A last line.', ''].join('\n'));
    const { text } = await room.get(PAGE);
    expect(text).toContain('2 changes in this edition');
    expect(text).toMatch(/Line 1<[\s\S]*<ins><span dir="auto">The first line is new</);
    expect(text).toContain('A last line.');
  });

  test('includes a picture that the story names, and no file of another edition', async () => {
    begin();
    write('content/pier.png', 'not looked at');
    write('content/other.png', 'not looked at');
    write('content/2023-06-15-other.txt', read(STORY));
    write(`content/${ID}.approved.json`, '{}');
    write(STORY, `---\nimage: pier.png\nalt: A pier\n---\n${read(STORY)}`);
    const { text } = await room.get(PAGE);
    expect(text).toContain('New picture: <code>content/pier.png</code>');
    expect(text).toContain(`New approval: <code>content/${ID}.approved.json</code>`);
    expect(text).not.toContain('other');
  });

  test('escapes what a hostile file contains', async () => {
    begin();
    write(STORY, `<script>alert(1)</script>\n${read(STORY)}`);
    expect((await room.get(PAGE)).text).not.toContain('<script>alert');
  });
});

describe('saving a version', () => {
  test('commits the files of the edition with the message, and leads back', async () => {
    begin();
    change('Wednesday', 'Thursday');
    const { status, location } = await save();
    expect({ status, location }).toEqual({ status: 303, location: './?done=saved' });
    expect(subjects()).toEqual(['Correct the day', 'Begin']);
    expect(committed()).toEqual([STORY]);
    const { text } = await room.get(`${PAGE}?done=saved`);
    expect(text).toContain('The version is saved.');
    expect(text).toContain('Everything is saved as a version');
    expect(text).toMatch(/Correct the day<[\s\S]*Ada Example[\s\S]*Begin</);
  });

  test('leaves what others have staged or changed as it is', async () => {
    begin();
    write('staged.txt', 'staged');
    git('add', 'staged.txt');
    write('broadsheet.config.ts', `${read('broadsheet.config.ts')}\n// changed\n`);
    change('Wednesday', 'Thursday');
    expect((await save()).status).toBe(303);
    expect(committed()).toEqual([STORY]);
    expect(git('status', '--porcelain')).toBe(' M broadsheet.config.ts\nA  staged.txt');
  });

  test('knows a version that was saved although git did not end by itself', async () => {
    begin();
    change('Wednesday', 'Thursday');
    const hook = room.path('.git/hooks/post-commit');
    write('.git/hooks/post-commit', '#!/bin/sh\nkill -9 $PPID\n');
    chmodSync(hook, 0o755);
    expect((await save({ message: 'Correct the day' })).status).toBe(303);
    expect(subjects()).toEqual(['Correct the day', 'Begin']);
    rmSync(hook);
  });

  test('keeps the stories, pictures and removals of a digest', async () => {
    const folder = `content/${ID}`;
    mkdirSync(room.path(folder));
    cpSync(room.path(STORY), room.path(join(folder, '1.txt')));
    cpSync(room.path(STORY), room.path(join(folder, '2.txt')));
    rmSync(room.path(STORY));
    begin();
    rmSync(room.path(join(folder, '2.txt')));
    write(join(folder, '3.txt'), read(join(folder, '1.txt')));
    write(join(folder, '.DS_Store'), 'nobody’s');
    write(join(folder, '1.txt.new'), 'half written');
    const { text } = await room.get(PAGE);
    expect(text).toContain('2 changes in this edition');
    expect((await save()).status).toBe(303);
    expect(git('show', '--no-renames', '--name-status', '--format=', 'HEAD').split('\n')).toEqual([
      `D\t${folder}/2.txt`,
      `A\t${folder}/3.txt`,
    ]);
  });

  test('takes a name for itself if the message is empty, and any text as it is', async () => {
    begin();
    change('Wednesday', 'Thursday');
    await save({ message: '' });
    change('Thursday', 'Friday');
    await save({ message: '# --amend `$(touch hacked)` "é"\nsecond' });
    expect(subjects().slice(0, 2)).toEqual([
      '# --amend `$(touch hacked)` "é" second',
      `Update ${ID}`,
    ]);
    expect(existsSync(room.path('hacked'))).toBe(false);
  });

  test('without a change says so', async () => {
    begin();
    const { status, text } = await save();
    expect(status).toBe(422);
    expect(text).toContain('Nothing has changed since the last version.');
    expect(subjects()).toEqual(['Begin']);
  });

  test('by two windows at once makes one version', async () => {
    begin();
    change('Wednesday', 'Thursday');
    const both = await Promise.all([save(), save()]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 422]);
    expect(subjects()).toEqual(['Correct the day', 'Begin']);
  });

  test('that a check of the repository refuses says why, and stages nothing', async () => {
    begin();
    write(
      '.git/hooks/pre-commit',
      '#!/bin/sh\necho "No \\033[31mdraft\\033[0m goes out" >&2\nexit 1\n',
    );
    chmodSync(room.path('.git/hooks/pre-commit'), 0o755);
    write(`content/${ID}.approved.json`, '{}');
    const { status, text } = await save();
    expect(status).toBe(422);
    expect(text).toContain('a check of this repository refused it');
    expect(text).toMatch(/No .*draft.* goes out/);
    expect(text).not.toContain('\u001b');
    expect(text).toContain('value="Correct the day"');
    expect(git('status', '--porcelain')).toBe(`?? content/${ID}.approved.json`);
  });
});

test('a repository that can’t be read is explained, and does not pass for one without changes', async () => {
  begin();
  change('Wednesday', 'Thursday');
  git('config', 'core.commentChar', 'several');
  const { status, text } = await room.get(PAGE);
  expect(status).toBe(200);
  expect(text).toContain('Git can’t read the repository');
  expect(text).not.toContain('Everything is saved');
  expect((await save()).text).toContain('Git can’t read the repository');
});

test('a version that can’t be signed says so', async () => {
  begin();
  change('Wednesday', 'Thursday');
  git('config', 'commit.gpgSign', 'true');
  git('config', 'gpg.program', '/bin/false');
  expect((await save()).text).toContain('this one could not be signed');
  expect(subjects()).toEqual(['Begin']);
});

describe('versions are explained', () => {
  test('where there is no repository, which one click makes', async () => {
    const { text } = await room.get(PAGE);
    expect(text).toContain('No versions are kept yet: the newsletter is in no git repository.');
    expect((await room.post(`${PAGE}start`, {})).location).toBe('./?done=started');
    const started = await room.get(PAGE);
    expect(started.text).toContain('No version has been saved yet.');
    expect(started.text).toContain('Who saves versions here?');
    const refused = await save({ message: 'First' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('needs the name and the email address');
    const who = { name: 'Ada <Example>', email: 'ada@example.com' };
    expect((await save({ message: 'First', ...who })).status).toBe(303);
    expect(git('log', '--format=%s %an %ae')).toBe('First Ada  Example ada@example.com');
    expect(committed()).toEqual([STORY]);
    expect((await room.get(PAGE)).text).not.toContain('Who saves versions here?');
  });

  test('in the middle of a merge, a rebase or with a detached HEAD', async () => {
    begin();
    change('Wednesday', 'Thursday');
    for (const [name, words] of [
      ['MERGE_HEAD', 'in the middle of a merge'],
      ['rebase-merge', 'in the middle of a rebase'],
      ['CHERRY_PICK_HEAD', 'in the middle of a cherry-pick'],
    ] as const) {
      write(`.git/${name}`, `${git('rev-parse', 'HEAD')}\n`);
      const { text } = await room.get(PAGE);
      expect(text).toContain(words);
      expect(text).not.toContain('action="save"');
      expect((await save()).status).toBe(422);
      rmSync(room.path(`.git/${name}`));
    }
    git('checkout', '--quiet', '--detach');
    git('remote', 'add', 'origin', 'https://git.example/desk.git');
    const { text } = await room.get(PAGE);
    expect(text).toContain('detached HEAD');
    expect(text).toContain('Versions are published from a branch');
    expect((await save()).status).toBe(422);
    expect(subjects()).toEqual(['Begin']);
  });

  test('with a conflict in the story', async () => {
    begin();
    git('checkout', '--quiet', '-b', 'other');
    change('Wednesday', 'Thursday');
    git('commit', '--quiet', '--all', '--message', 'Other');
    git('checkout', '--quiet', 'main');
    change('Wednesday', 'Friday');
    git('commit', '--quiet', '--all', '--message', 'Ours');
    expect(() => git('merge', 'other')).toThrow();
    expect((await room.get(PAGE)).text).toContain('in the middle of a merge');
    rmSync(room.path('.git/MERGE_HEAD'));
    expect((await room.get(PAGE)).text).toContain('two versions that nobody has joined yet');
    expect((await save()).status).toBe(422);
  });

  test('for files that git ignores, by the line that does it', async () => {
    write('.gitignore', '*.png\n*.txt\n');
    beginRepository(room.path('.'));
    const { text } = await room.get(PAGE);
    expect(text).toContain(`content/${ID}.txt is ignored by git: “*.txt” in .gitignore, line 2.`);
    expect(text).not.toContain('action="save"');
  });

  test('while another program holds the lock of the repository', async () => {
    begin();
    change('Wednesday', 'Thursday');
    write('.git/index.lock', '');
    const { status, text } = await save();
    expect(status).toBe(422);
    expect(text).toContain('Another program is using the repository.');
    expect(text).toContain('delete the file index.lock');
  });

  test('in a shallow clone, whose history may be cut', async () => {
    begin();
    change('Wednesday', 'Thursday');
    await save();
    git('clone', '--quiet', '--depth', '1', `file://${room.path('.')}`, room.path('copy'));
    const copy = await openNewsroom(gitEnvironment());
    rmSync(copy.path('content'), { recursive: true });
    cpSync(room.path('copy'), copy.path('.'), { recursive: true });
    const { text } = await copy.get(PAGE);
    expect(text).toContain('has only its newest versions');
    expect(text).not.toContain('Begin');
    await copy.close();
  });

  test('only to look at, for those who may not write', async () => {
    begin();
    change('Wednesday', 'Thursday');
    const answer = await room.app.request(`http://localhost${PAGE}save`, {
      method: 'POST',
      headers: { host: 'localhost', origin: 'http://example.com' },
      body: new URLSearchParams({ message: 'Foreign' }),
    });
    expect(answer.status).toBe(403);
    expect(subjects()).toEqual(['Begin']);
  });

  test('not at all for an edition that does not exist', async () => {
    begin();
    expect((await room.get('/editions/2023-06-14-nothing/versions/')).status).toBe(404);
    expect((await room.post('/editions/2023-06-14-nothing/versions/save', {})).status).toBe(404);
  });
});

describe('the history of an edition', () => {
  test('shows thirty versions on a page, and leads to the earlier ones', async () => {
    begin();
    for (let at = 1; at <= 32; at++) {
      write(STORY, `${read(STORY)}\nLine ${at}.\n`);
      git('commit', '--quiet', '--all', '--message', `Version ${at}.`);
    }
    const first = (await room.get(PAGE)).text;
    expect(first.match(/class="version-message"/g)).toHaveLength(30);
    expect(first).toContain('href="?skip=30"');
    const second = (await room.get(`${PAGE}?skip=30`)).text;
    expect(second).toContain('Version 2.');
    expect(second).toContain('Begin');
    expect(second).not.toContain('Earlier versions');
    expect((await room.get(`${PAGE}?skip=999999`)).text).toContain(
      'There are no earlier versions.',
    );
  });

  test('goes on when a text becomes Markdown', async () => {
    begin();
    git('mv', STORY, `content/${ID}.md`);
    write(`content/${ID}.md`, '# A headline\n\nA story that is long enough to be a letter.\n');
    git('commit', '--quiet', '--all', '--message', 'Convert');
    const { text } = await room.get(PAGE);
    expect(text).toMatch(/Convert[\s\S]*Begin/);
  });

  test('has the times in the zone of the newsletter', async () => {
    begin();
    expect((await room.get(PAGE)).text).toMatch(/<time datetime="[^"]+"\s*>[^<]*E[SD]T</);
  });
});
