import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchPlaces, type FileChange } from '../../../src/studio/live/watch-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let root = '';
let heard: FileChange[] = [];
const faults: Error[] = [];
let stop: () => void = () => undefined;

beforeEach(() => {
  root = temporaryFolder();
  mkdirSync(at('fence'));
  heard = [];
});

afterEach(() => {
  stop();
  expect(faults).toEqual([]);
});

const at = (...parts: readonly string[]) => join(root, ...parts);
const paths = () => heard.map(({ path }) => path);

function watchNow(...names: readonly string[]): void {
  const places = names.map((name) => ({ kind: 'source' as const, path: at(name) }));
  const fence = { kind: 'mailbox' as const, path: at('fence') };
  stop = watchPlaces([...places, fence], (error) => faults.push(error))((change) => {
    if (change.kind === 'mailbox') fenced = change.path;
    else heard.push(change);
  });
}

let fenced = '';
let fences = 0;

/** Waits until everything that has happened was reported: events come in the order of the acts. */
async function quiet(): Promise<void> {
  for (let each = 0; each < 2; each++) {
    const path = at('fence', String(++fences));
    writeFileSync(path, 'x');
    await vi.waitFor(
      () => {
        expect(fenced).toBe(path);
      },
      { timeout: 30_000, interval: 2 },
    );
    // New folders are looked at in the next turn.
    await nextTurn();
  }
}

/** Waits until a path was reported, and forgets all that was. */
async function told(path: string): Promise<void> {
  await vi.waitFor(
    () => {
      expect(paths()).toContain(path);
    },
    { timeout: 30_000, interval: 2 },
  );
  await quiet();
  heard = [];
}

test('a file is reported when it is saved in place, saved by renaming another one, and deleted', async () => {
  mkdirSync(at('content'));
  writeFileSync(at('content', 'a.txt'), 'one');
  watchNow('content');
  writeFileSync(at('content', 'a.txt'), 'two');
  await told(at('content', 'a.txt'));
  writeFileSync(at('content', 'new'), 'three');
  renameSync(at('content', 'new'), at('content', 'a.txt'));
  await told(at('content', 'a.txt'));
  rmSync(at('content', 'a.txt'));
  await told(at('content', 'a.txt'));
});

test('a file is still reported after it was saved by renaming many times', async () => {
  mkdirSync(at('content'));
  watchNow('content');
  for (let round = 0; round < 5; round++) {
    writeFileSync(at('content', `tmp${round}`), 'text');
    renameSync(at('content', `tmp${round}`), at('content', 'a.txt'));
    await told(at('content', 'a.txt'));
  }
});

test('a folder that is made later, at any depth, is reported, and so is what is in it', async () => {
  watchNow('newsletter/templates');
  mkdirSync(at('newsletter', 'templates', 'own', 'partials'), { recursive: true });
  await told(at('newsletter', 'templates'));
  writeFileSync(at('newsletter', 'templates', 'own', 'partials', 'story.hbs'), 'x');
  await told(at('newsletter', 'templates', 'own', 'partials', 'story.hbs'));
});

test('a folder that is deleted and made again with the same name is still watched', async () => {
  mkdirSync(at('content', 'deep'), { recursive: true });
  watchNow('content');
  for (let round = 0; round < 3; round++) {
    rmSync(at('content'), { recursive: true });
    await told(at('content'));
    mkdirSync(at('content', 'deep'), { recursive: true });
    await told(at('content'));
    writeFileSync(at('content', 'deep', 'a.txt'), 'x');
    await told(at('content', 'deep', 'a.txt'));
  }
});

test('a folder that takes the place of another one is watched, and the other one is not', async () => {
  mkdirSync(at('content', 'day'), { recursive: true });
  mkdirSync(at('other'));
  watchNow('content');
  renameSync(at('content', 'day'), at('yesterday'));
  renameSync(at('other'), at('content', 'day'));
  await told(at('content', 'day'));
  writeFileSync(at('content', 'day', 'a.txt'), 'x');
  await told(at('content', 'day', 'a.txt'));
  writeFileSync(at('yesterday', 'a.txt'), 'x');
  await quiet();
  expect(heard).toEqual([]);
});

test('files in linked folders, and files that links lead to, are reported by the path of the link', async () => {
  mkdirSync(at('elsewhere', 'stories'), { recursive: true });
  mkdirSync(at('content'));
  writeFileSync(at('elsewhere', 'draft.txt'), 'x');
  writeFileSync(at('elsewhere', 'other.txt'), 'x');
  symlinkSync(at('elsewhere', 'stories'), at('content', 'stories'));
  symlinkSync(at('elsewhere', 'draft.txt'), at('content', 'a.txt'));
  watchNow('content');
  writeFileSync(at('elsewhere', 'stories', 'b.txt'), 'y');
  await told(at('content', 'stories', 'b.txt'));
  writeFileSync(at('elsewhere', 'draft.txt'), 'y');
  await told(at('content', 'a.txt'));
  writeFileSync(at('elsewhere', 'other.txt'), 'y');
  await quiet();
  expect(heard).toEqual([]);
});

test('a link that leads back to a folder above it is not followed round and round', async () => {
  mkdirSync(at('content', 'a'), { recursive: true });
  symlinkSync(at('content'), at('content', 'a', 'back'));
  watchNow('content');
  writeFileSync(at('content', 'a', 'b.txt'), 'x');
  await told(at('content', 'a', 'b.txt'));
});

test('a single file is reported before and after it exists, and files next to it are not', async () => {
  watchNow('.env');
  writeFileSync(at('other.txt'), 'x');
  writeFileSync(at('.env'), 'A=1');
  await told(at('.env'));
  writeFileSync(at('.env'), 'A=2');
  await told(at('.env'));
  writeFileSync(at('other.txt'), 'y');
  mkdirSync(at('dist'));
  await quiet();
  expect(heard).toEqual([]);
});

test('hidden files, node_modules and what editors leave behind are not reported', async () => {
  mkdirSync(at('content', 'node_modules'), { recursive: true });
  watchNow('content');
  for (const name of ['.a.txt.swp', 'a.txt~', '4913', 'node_modules/a.txt'])
    writeFileSync(at('content', name), 'x');
  await quiet();
  expect(heard).toEqual([]);
});

test('nothing is reported after the watch is stopped', async () => {
  mkdirSync(at('content'));
  const late: FileChange[] = [];
  const watch = watchPlaces([{ kind: 'source', path: at('content') }], (error) =>
    faults.push(error),
  );
  watch((change) => late.push(change))();
  watchNow('content');
  writeFileSync(at('content', 'a.txt'), 'x');
  await told(at('content', 'a.txt'));
  expect(late).toEqual([]);
});

test('hundreds of files that appear at once, in new folders too, are all reported', async () => {
  mkdirSync(at('content'));
  watchNow('content');
  for (let each = 0; each < 300; each++) {
    mkdirSync(at('content', `day${each % 20}`), { recursive: true });
    writeFileSync(at('content', `day${each % 20}`, `${each}.txt`), 'x');
  }
  await quiet();
  // A file that appeared before its folder was watched is reported as its folder.
  for (let day = 0; day < 20; day++) expect(paths()).toContain(at('content', `day${day}`));
  heard = [];
  writeFileSync(at('content', 'day19', '299.txt'), 'y');
  await told(at('content', 'day19', '299.txt'));
});
