import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, test } from 'vitest';
import { changeStory } from '../../../src/app/editing/change-story.ts';
import { withFileLock } from '../../../src/app/editing/file-lock.ts';
import { keepText, keptText, keptTexts } from '../../../src/app/editing/kept-texts.ts';
import { replaceFile } from '../../../src/app/editing/replace-file.ts';
import { findStory, readStory, shownStory } from '../../../src/app/editing/story-file.ts';
import { ownerName } from '../../../src/app/send/owner.ts';
import { openWorkspace } from '../../../src/app/workspace.ts';
import type { StoryChange } from '../../../src/studio/writing.ts';
import { makeNewsletter } from '../../support/newsletter.ts';

const EDITION = '2023-06-14-talks';
const FILE = `content/${EDITION}.md`;
const STORY = '---\r\nsubject: Talks\r\n---\r\n\r\n# Talks\r\n\r\nThey met.\r\n';

function desk(story: string | Uint8Array = STORY, file = FILE) {
  const made = makeNewsletter();
  made.write(file, story);
  let now = new Date('2023-06-14T10:00:00Z');
  const workspace = openWorkspace({ cwd: made.folder, env: {}, clock: () => now });
  const place = (index = 0) =>
    findStory(workspace, EDITION, index) ?? expect.unreachable('There is such a story.');
  const read = (index = 0) =>
    shownStory(workspace, place(index), readStory(workspace, place(index)));
  const written: string[] = [];
  return {
    path: (...names: readonly string[]) => made.path(...names),
    write: (name: string, content: string) => {
      made.write(name, content);
    },
    workspace,
    place,
    story: read,
    written,
    wait: (days: number) => (now = new Date(now.getTime() + days * 86_400_000)),
    onDisk: () => readFileSync(made.path(file), 'utf8'),
    change: (change: StoryChange, index = 0) =>
      changeStory(workspace, { edition: EDITION, index }, change, (path) => written.push(path)),
    kept: () => keptTexts(workspace, place()).map(({ reason }) => reason),
  };
}

describe('a change', () => {
  test('tells of the path that was written, and of none if nothing changed', async () => {
    const { story, change, written, path } = desk();
    const { version, body } = story();
    await change({ base: version, body });
    expect(written).toEqual([]);
    await change({ base: version, body: `${body}More.` });
    expect(written).toEqual([path(FILE)]);
  });

  test('keeps the permissions of the file, and a link to it stays a link', async () => {
    const { story, change, path } = desk();
    renameSync(path(FILE), path('elsewhere.md'));
    symlinkSync('../elsewhere.md', path(FILE));
    chmodSync(path('elsewhere.md'), 0o664);
    expect(await change({ base: story().version, body: 'New' })).toMatchObject({ kind: 'saved' });
    expect(lstatSync(path(FILE)).isSymbolicLink()).toBe(true);
    expect(readFileSync(path('elsewhere.md'), 'utf8')).toContain('New');
    expect(statSync(path('elsewhere.md')).mode & 0o777).toBe(0o664);
  });

  test('writes through no link that lies under the name of its unfinished file', async () => {
    const { story, change, path, write, onDisk } = desk();
    write('precious', 'Mine');
    symlinkSync('../precious', path(`content/.${EDITION}.md.saving`));
    expect(await change({ base: story().version, body: 'New' })).toMatchObject({ kind: 'saved' });
    expect(readFileSync(path('precious'), 'utf8')).toBe('Mine');
    expect(lstatSync(path(FILE)).isSymbolicLink()).toBe(false);
    expect(onDisk()).toContain('New');
  });

  test('that two windows can’t save keeps the text of both, and of each only the longest', async () => {
    const { workspace, story, change, write, place, wait } = desk();
    const { version: base } = story();
    write(FILE, 'Written by another program.');
    for (const body of [
      '# Tal',
      '# Talks by Ada',
      '# Notes of Bobb',
      '# Talks by Ada, more',
      '# Notes of Bob',
    ]) {
      wait(0.001);
      await change({ base, body });
    }
    const texts = keptTexts(workspace, place()).map(({ name }) =>
      String(keptText(workspace, place(), name))
        .split('\n')
        .at(-1),
    );
    expect(texts.toSorted()).toEqual(['# Notes of Bobb', '# Talks by Ada, more']);
  });

  test('is made of the version that it names: what was written meanwhile stays, and both are kept', async () => {
    const { story, change, onDisk, write, kept } = desk();
    const { version } = story();
    write(FILE, 'Written by another program.');
    const saved = await change({ base: version, body: 'Typed.', fields: { subject: 'Typed' } });
    expect(saved).toMatchObject({
      kind: 'changed',
      story: { body: 'Written by another program.' },
    });
    expect(onDisk()).toBe('Written by another program.');
    expect(kept()).toEqual(['unsaved']);
    await change({ base: story().version, body: 'Typed.' });
    expect(onDisk()).toBe('Typed.');
    expect(kept().toSorted()).toEqual(['overwritten', 'unsaved']);
  });

  test('goes to the file that it names, although another story has its number now', async () => {
    const folder = `content/${EDITION}`;
    const { story, change, write, path } = desk('# One\n\nFirst.\n', `${folder}/2-one.md`);
    const { file, version } = story();
    write(`${folder}/1-new.md`, '# New\n\nComes before it.\n');
    const saved = await change({ base: version, file, body: '# One\n\nChanged.\n' }, 0);
    expect(saved).toMatchObject({ kind: 'saved', story: { index: 1 } });
    expect(readFileSync(path(`${folder}/1-new.md`), 'utf8')).toContain('Comes before it.');
  });

  test('of a story that is gone writes nothing and keeps the text until the story is back', async () => {
    const { story, change, write, path, kept } = desk();
    const { file, version } = story();
    rmSync(path(FILE));
    expect(await change({ base: version, file, body: 'Typed.' })).toBeUndefined();
    write(FILE, STORY);
    expect(kept()).toEqual(['unsaved']);
  });

  test('with a path in place of a file name is kept nowhere outside', async () => {
    const { change, story } = desk();
    const { version } = story();
    for (const file of ['../../etc/passwd', '../...md', '/tmp/x.md', `${FILE}/../x.md`, '..', ''])
      expect(await change({ base: version, file, body: 'Typed.' })).toBeUndefined();
  });

  test('that two windows make of one version is saved once', async () => {
    const { story, change } = desk();
    const base = story().version;
    const saved = await Promise.all(
      ['One', 'Two', 'Three'].map((body) => change({ base, body: `${body}.` })),
    );
    expect(saved.map((each) => each?.kind).toSorted()).toEqual(['changed', 'changed', 'saved']);
  });

  test.each([
    ['a line that would end it', { frontMatter: 'subject: A\n---\nsection: B' }, '"---"'],
    ['a text beyond the limit', { body: 'x'.repeat(1_000_001) }, '1,000,000 bytes'],
  ])('with %s is refused, and kept', async (_, given, message) => {
    const { story, change, onDisk, kept } = desk();
    const saved = await change({ base: story().version, ...given });
    expect(saved).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining(message) as string,
    });
    expect(onDisk()).toBe(STORY);
    expect(kept()).toEqual(['unsaved']);
  });

  test('of the fields of YAML that can’t be understood is refused; the YAML itself can be changed', async () => {
    const { story, change, onDisk } = desk('---\nsubject: "Talks\n---\n\n# Talks\n');
    expect(story()).toMatchObject({ fields: undefined, frontMatter: 'subject: "Talks' });
    const { version } = story();
    expect(await change({ base: version, fields: { subject: 'A' } })).toMatchObject({
      kind: 'failed',
    });
    await change({ base: version, frontMatter: 'subject: "Talks"\n' });
    expect(onDisk()).toBe('---\nsubject: "Talks"\n---\n\n# Talks\n');
  });

  test('of a file that is read-only is refused, and the text is kept', async () => {
    const { story, change, onDisk, path, kept } = desk();
    chmodSync(path(FILE), 0o444);
    const saved = await change({ base: story().version, body: 'New' });
    expect(saved).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('you have no permission') as string,
      remedy: expect.stringContaining('Change the permissions') as string,
    });
    expect(onDisk()).toBe(STORY);
    expect(kept()).toContain('unsaved');
  });

  test('with half a character, a control character and a NUL is saved, and reads as text', async () => {
    const { story, change } = desk();
    const body = 'half \ud83d bell \u0007 nul \0 end';
    expect(await change({ base: story().version, body })).toMatchObject({ kind: 'saved' });
    expect(story().body).toBe('half \ufffd bell \u0007 nul \0 end');
  });

  test('of a file that another program has written before the last look leaves that one', async () => {
    const { path, onDisk, write } = desk();
    write(FILE, 'Written before.');
    const mayReplace = (now: Buffer) => now.toString() === STORY;
    expect(await replaceFile(path(FILE), { bytes: Buffer.from('Typed.'), mayReplace })).toBe(false);
    expect(onDisk()).toBe('Written before.');
  });

  test('of a file into which another program writes after the last look brings that back', async () => {
    const { path, onDisk, write } = desk();
    const replaced = await replaceFile(path(FILE), {
      bytes: Buffer.from('Typed.'),
      mayReplace: (now) => {
        const isSame = now.toString() === STORY;
        if (isSame) write(FILE, 'Written at the same moment.');
        return isSame;
      },
    });
    expect(replaced).toBe(false);
    expect(onDisk()).toBe('Written at the same moment.');
    expect(readdirSync(path('content')).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('of a file that another program replaces right after the last look leaves that one', async () => {
    const { path, write, onDisk } = desk();
    const replaced = await replaceFile(path(FILE), {
      bytes: Buffer.from('Typed.'),
      mayReplace: () => {
        write('content/.other', 'Written as another file.');
        renameSync(path('content/.other'), path(FILE));
        return true;
      },
    });
    expect(replaced).toBe(false);
    expect(onDisk()).toBe('Written as another file.');
  });
});

describe('a file that is no text', () => {
  test.each([
    ['in another encoding', Buffer.from([0x53, 0xe9, 0x0a]), 'UTF-8'],
    ['beyond the limit', Buffer.alloc(1_000_001, 'x'), '1,000,001 bytes'],
  ])('because it is %s is not shown', (_, bytes, message) => {
    const { story } = desk(bytes);
    expect(story).toThrow(message);
  });

  test('because it is a device is not read', () => {
    const { workspace, path } = desk();
    rmSync(path(FILE));
    symlinkSync('/dev/zero', path(FILE));
    const place = { edition: EDITION, index: 0, path: path(FILE) };
    expect(() => readStory(workspace, place)).toThrow('not a regular file');
  });
});

describe('the lock of a file', () => {
  const lockOf = async ({ workspace, path }: ReturnType<typeof desk>) => {
    let lock = '';
    await withFileLock(workspace, path(FILE), () => {
      const [name = ''] = readdirSync(path('.broadsheet/locks'));
      lock = path('.broadsheet/locks', name);
      return Promise.resolve();
    });
    return lock;
  };

  test('that a dead process left is taken over at once', async () => {
    const one = desk();
    // No process has so high a number.
    const dead = ownerName().replace(`:${process.pid}:`, ':4194999:');
    writeFileSync(await lockOf(one), dead);
    const began = performance.now();
    expect(await one.change({ base: one.story().version, body: 'New' })).toMatchObject({
      kind: 'saved',
    });
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test('that a process left before it could say who it was is taken over after ten seconds', async () => {
    const one = desk();
    const lock = await lockOf(one);
    writeFileSync(lock, '');
    const old = new Date(Date.now() - 11_000);
    utimesSync(lock, old, old);
    expect(await one.change({ base: one.story().version, body: 'New' })).toMatchObject({
      kind: 'saved',
    });
  });
});

describe('kept texts', () => {
  test('are the newest forty of a story, and none older than sixty days', () => {
    const { workspace, place, wait } = desk();
    const keep = (key: string) => {
      keepText(workspace, place(), { reason: 'overwritten', key, bytes: Buffer.from(key) });
    };
    const key = (number: number) => number.toString(16).padStart(12, '0');
    for (let number = 0; number < 45; number++) {
      wait(1);
      keep(key(number));
    }
    const kept = keptTexts(workspace, place());
    expect(kept).toHaveLength(40);
    expect(keptText(workspace, place(), kept[0]?.name ?? '')?.toString()).toBe(key(44));
    wait(59);
    keep(key(99));
    expect(keptTexts(workspace, place())).toHaveLength(3);
  });

  test('are found by their names only', () => {
    const { workspace, place, path } = desk();
    mkdirSync(path(`.broadsheet/texts/${EDITION}/${EDITION}`), { recursive: true });
    writeFileSync(path(`.broadsheet/texts/${EDITION}/${EDITION}/other.md`), 'x');
    for (const name of ['other.md', '../../../broadsheet.sqlite', `../${EDITION}/other.md`])
      expect(keptText(workspace, place(), name)).toBeUndefined();
  });
});
