import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchPlaces, type Change } from '../../../src/studio/live/watch.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let root = '';
let heard: Change[] = [];
const faults: Error[] = [];
let stop: () => void = () => undefined;

beforeEach(() => {
  root = temporaryFolder();
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
  stop = watchPlaces(places, (error) => faults.push(error))((change) => heard.push(change));
}

/** Waits until a path is told of; forgets what was told before. */
async function told(path: string): Promise<void> {
  await vi.waitFor(
    () => {
      expect(paths()).toContain(path);
    },
    { timeout: 3000, interval: 5 },
  );
  // What else the same act caused belongs to it.
  await sleep(50);
  heard = [];
}

test('hears of a file that is saved in place, of one that is saved by rename, and of one deleted', async () => {
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

test('goes on hearing of a file after it was saved by rename many times', async () => {
  mkdirSync(at('content'));
  watchNow('content');
  for (let round = 0; round < 5; round++) {
    writeFileSync(at('content', `tmp${round}`), 'text');
    renameSync(at('content', `tmp${round}`), at('content', 'a.txt'));
    await told(at('content', 'a.txt'));
  }
});

test('hears of a folder that comes later, however deep, and of what is in it', async () => {
  watchNow('newsletter/templates');
  mkdirSync(at('newsletter', 'templates', 'own', 'partials'), { recursive: true });
  await told(at('newsletter', 'templates'));
  writeFileSync(at('newsletter', 'templates', 'own', 'partials', 'story.hbs'), 'x');
  await told(at('newsletter', 'templates', 'own', 'partials', 'story.hbs'));
});

test('hears of a folder that is deleted and comes again with the same name', async () => {
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

test('hears of a folder that another one is moved in place of', async () => {
  mkdirSync(at('content', 'day'), { recursive: true });
  mkdirSync(at('other'));
  watchNow('content');
  renameSync(at('content', 'day'), at('yesterday'));
  renameSync(at('other'), at('content', 'day'));
  await told(at('content', 'day'));
  writeFileSync(at('content', 'day', 'a.txt'), 'x');
  await told(at('content', 'day', 'a.txt'));
  writeFileSync(at('yesterday', 'a.txt'), 'x');
  await sleep(100);
  expect(heard).toEqual([]);
});

test('hears of files in linked folders and of the files that links lead to', async () => {
  mkdirSync(at('elsewhere', 'stories'), { recursive: true });
  mkdirSync(at('content'));
  writeFileSync(at('elsewhere', 'draft.txt'), 'x');
  writeFileSync(at('elsewhere', 'beside.txt'), 'x');
  symlinkSync(at('elsewhere', 'stories'), at('content', 'stories'));
  symlinkSync(at('elsewhere', 'draft.txt'), at('content', 'a.txt'));
  watchNow('content');
  writeFileSync(at('elsewhere', 'stories', 'b.txt'), 'y');
  await told(at('content', 'stories', 'b.txt'));
  writeFileSync(at('elsewhere', 'draft.txt'), 'y');
  await told(at('content', 'a.txt'));
  writeFileSync(at('elsewhere', 'beside.txt'), 'y');
  await sleep(100);
  expect(heard).toEqual([]);
});

test('does not follow a link that leads back round and round', async () => {
  mkdirSync(at('content', 'a'), { recursive: true });
  symlinkSync(at('content'), at('content', 'a', 'back'));
  watchNow('content');
  writeFileSync(at('content', 'a', 'b.txt'), 'x');
  await told(at('content', 'a', 'b.txt'));
});

test('hears of one file of a folder, before it is there and after, and of none beside it', async () => {
  watchNow('.env');
  writeFileSync(at('other.txt'), 'x');
  writeFileSync(at('.env'), 'A=1');
  await told(at('.env'));
  writeFileSync(at('.env'), 'A=2');
  await told(at('.env'));
  writeFileSync(at('other.txt'), 'y');
  mkdirSync(at('dist'));
  await sleep(100);
  expect(heard).toEqual([]);
});

test('leaves out what editors drop and what no person writes', async () => {
  mkdirSync(at('content', 'node_modules'), { recursive: true });
  watchNow('content');
  for (const name of ['.a.txt.swp', 'a.txt~', '4913', 'node_modules/a.txt'])
    writeFileSync(at('content', name), 'x');
  await sleep(100);
  expect(heard).toEqual([]);
});

test('hears nothing once it is stopped', async () => {
  mkdirSync(at('content'));
  watchNow('content');
  stop();
  writeFileSync(at('content', 'a.txt'), 'x');
  await sleep(100);
  expect(heard).toEqual([]);
});

test('hears of every one of hundreds of files that come at once, in new folders too', async () => {
  mkdirSync(at('content'));
  watchNow('content');
  for (let each = 0; each < 300; each++) {
    mkdirSync(at('content', `day${each % 20}`), { recursive: true });
    writeFileSync(at('content', `day${each % 20}`, `${each}.txt`), 'x');
  }
  // A file that came before its folder was watched is told as its folder.
  await vi.waitFor(() => {
    for (let day = 0; day < 20; day++) expect(paths()).toContain(at('content', `day${day}`));
  });
  await sleep(100);
  heard = [];
  writeFileSync(at('content', 'day19', '299.txt'), 'y');
  await told(at('content', 'day19', '299.txt'));
});
