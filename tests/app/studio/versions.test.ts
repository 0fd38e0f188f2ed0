import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { studioVersions } from '../../../src/app/studio/versions.ts';
import { openWorkspace } from '../../../src/app/workspace.ts';
import { newsletterIn, SAMPLE_ID as ID } from '../../support/newsletter.ts';
import { beginRepository, gitAt, gitEnvironment } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const STORY = `content/${ID}.txt`;
const ORDERED = { message: 'Correct it' };
const SAVED = { ok: true, done: 'saved' };

function versionsIn(cwd: string, content?: string) {
  const workspace = openWorkspace({ cwd, env: gitEnvironment(), clock: () => new Date() }, content);
  return studioVersions(workspace);
}

test('an edition in a subfolder of a repository is saved without what is beside the folder', async () => {
  const top = temporaryFolder();
  mkdirSync(join(top, 'letters', 'daily'), { recursive: true });
  const newsletter = newsletterIn(join(top, 'letters', 'daily'));
  beginRepository(top);
  newsletter.change(STORY, 'Wednesday', 'Thursday');
  newsletter.write('../weekly.txt', 'not mine');
  const versions = versionsIn(newsletter.folder);
  const view = await versions.versions(ID, 0);
  expect(view).toMatchObject({ kind: 'kept', unsaved: [{ file: STORY, change: 'changed' }] });
  expect(await versions.saveVersion(ID, ORDERED)).toEqual(SAVED);
  expect(gitAt(top, 'status', '--porcelain')).toBe('?? letters/weekly.txt');
});

test('an edition in a repository of its own is saved there, and not in the one around it', async () => {
  const newsletter = newsletterIn(temporaryFolder());
  beginRepository(newsletter.path('content'));
  newsletter.change(STORY, 'Wednesday', 'Thursday');
  expect(await versionsIn(newsletter.folder).saveVersion(ID, ORDERED)).toEqual(SAVED);
  expect(gitAt(newsletter.path('content'), 'log', '--format=%s')).toBe('Correct it\nBegin');
});

test('an edition whose folder is a link is saved where the link leads', async () => {
  const [outside, newsletter] = [
    temporaryFolder(),
    newsletterIn(temporaryFolder(), { content: false }),
  ];
  const sample = newsletterIn(temporaryFolder());
  cpSync(sample.path('content'), join(outside, 'stories'), { recursive: true });
  beginRepository(outside);
  symlinkSync(join(outside, 'stories'), newsletter.path('content'));
  newsletter.change(STORY, 'Wednesday', 'Thursday');
  expect(await versionsIn(newsletter.folder).saveVersion(ID, ORDERED)).toEqual(SAVED);
  expect(gitAt(outside, 'log', '--format=%s')).toBe('Correct it\nBegin');
  const view = await versionsIn(newsletter.folder).versions(ID, 0);
  expect(view).toMatchObject({ history: [{ message: 'Correct it' }, { message: 'Begin' }] });
});

test('the letter of a version of an edition outside the newsletter’s folder is shown', async () => {
  const outside = temporaryFolder();
  const content = newsletterIn(outside).path('content');
  beginRepository(outside);
  const versions = versionsIn(newsletterIn(temporaryFolder()).folder, content);
  const built = await versions.versionLetter(ID, gitAt(outside, 'rev-parse', 'HEAD'));
  expect(built?.ok === true && built.letter.subject).toMatch(/^Blinken/);
});

test('versions begin where the editions are: in the newsletter, or in their folder elsewhere', async () => {
  const [inside, outside] = [newsletterIn(temporaryFolder()), newsletterIn(temporaryFolder())];
  const here = versionsIn(inside.folder);
  const elsewhere = versionsIn(inside.folder, outside.path('content'));
  for (const versions of [here, elsewhere]) {
    expect(await versions.startVersions(ID)).toEqual({ ok: true, done: 'started' });
    expect(await versions.versions(ID, 0)).toMatchObject({ kind: 'kept' });
  }
  expect(readdirSync(inside.folder)).toContain('.git');
  expect(readdirSync(outside.path('content'))).toContain('.git');
});

test('an edition that is a link itself can’t be saved, and the page says why', async () => {
  const newsletter = newsletterIn(temporaryFolder());
  const outside = join(temporaryFolder(), 'story.txt');
  cpSync(newsletter.path(STORY), outside);
  symlinkSync(outside, newsletter.path('content/2023-06-15-linked.txt'));
  beginRepository(newsletter.folder);
  const view = await versionsIn(newsletter.folder).versions('2023-06-15-linked', 0);
  expect(view).toMatchObject({
    obstacle: { message: expect.stringContaining('2023-06-15-linked.txt is a link') as string },
  });
});

test('without git, the page says that it is not installed', async () => {
  const newsletter = newsletterIn(temporaryFolder());
  const surroundings = {
    cwd: newsletter.folder,
    env: { PATH: '/nowhere' },
    clock: () => new Date(),
  };
  const view = await studioVersions(openWorkspace(surroundings)).versions(ID, 0);
  expect(view).toMatchObject({ kind: 'none', canStart: false });
});

test('an edition in a submodule is saved there, and the page names the repository around it', async () => {
  const inner = newsletterIn(temporaryFolder());
  beginRepository(inner.folder);
  const outer = temporaryFolder();
  gitAt(outer, 'init', '--quiet');
  gitAt(
    outer,
    '-c',
    'protocol.file.allow=always',
    'submodule',
    '--quiet',
    'add',
    inner.folder,
    'in',
  );
  const there = newsletterIn(join(outer, 'in'));
  for (const key of ['name', 'email'])
    gitAt(there.folder, 'config', `user.${key}`, 'a@example.com');
  there.change(STORY, 'Wednesday', 'Thursday');
  const versions = versionsIn(there.folder);
  expect(await versions.versions(ID, 0)).toMatchObject({ kind: 'kept', inside: outer });
  expect(await versions.saveVersion(ID, ORDERED)).toEqual(SAVED);
  expect(gitAt(there.folder, 'log', '--format=%s')).toBe('Correct it\nBegin');
});
