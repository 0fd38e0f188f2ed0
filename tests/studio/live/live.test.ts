import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RunView } from '../../../src/studio/standing.ts';
import { openLiveDesk, type LiveDesk } from './live-desk.ts';

const PATIENCE_MS = 30_000;

let desk: LiveDesk;

beforeEach(() => {
  desk = openLiveDesk({ one: 'first words', two: 'second words' });
});

afterEach(() => {
  desk.close();
});

/** Opens a page of an edition, and waits until it was told all that a new page is told. */
async function lookAt(edition: string): Promise<() => void> {
  const stop = desk.look(edition);
  await desk.heard(`problems ${edition}`);
  return stop;
}

test('a new page of an edition hears which letter there is; a second one needs no build', async () => {
  desk.look('one');
  await desk.heard('letter one');
  const { builds } = desk.counts;
  expect(desk.hash).toBe('hash of first words');
  desk.look('one');
  expect(desk.told).toEqual(['letter one']);
  expect(desk.counts.builds).toBe(builds);
});

test('a saved article is announced as a letter at once, and as its problems after that', async () => {
  await lookAt('one');
  desk.write('content/one.txt', 'other words');
  await desk.heard('letter one');
  expect(desk.told).toEqual([]);
  await desk.heard('problems one');
});

test('saving an article without a change tells the page no letter', async () => {
  await lookAt('one');
  const { builds } = desk.counts;
  desk.write('content/one.txt', 'first words');
  await desk.done('builds', builds);
  expect(desk.told).not.toContain('letter one');
});

test('only editions that a page shows are built when files change', async () => {
  const stop = await lookAt('one');
  const { builds, changes } = desk.counts;
  desk.write('content/two.txt', 'other words');
  // The desk forgets everything at a change, so that the edition on the screen is built again.
  await desk.done('builds', builds);
  expect(desk.counts.builds).toBe(builds + 1);
  stop();
  desk.write('content/one.txt', 'more words');
  await desk.done('changes', changes + 1);
  expect(desk.counts.builds).toBe(builds + 1);
});

test('a broken edition is announced once, and its letter again when it is as it was before', async () => {
  await lookAt('one');
  desk.write('content/one.txt', 'broken at content/one.txt:3');
  await desk.heard('broken one');
  const { builds } = desk.counts;
  desk.write('content/two.txt', 'anything');
  await desk.done('builds', builds);
  // Longer than an editor may take to finish a file: that is not told as broken.
  await sleep(80);
  expect(desk.told).not.toContain('broken one');
  desk.write('content/one.txt', 'first words');
  await desk.heard('letter one');
});

test('a half-written file is not told as broken', async () => {
  await lookAt('one');
  const { builds } = desk.counts;
  desk.write('content/one.txt', '');
  await desk.done('builds', builds);
  desk.write('content/one.txt', 'brand new words');
  // Its problems are told later than a broken edition would be.
  await vi.waitFor(() => {
    expect(desk.told).toContain('problems one');
  }, PATIENCE_MS);
  expect(desk.told).not.toContain('broken one');
  expect(desk.hash).toBe('hash of brand new words');
});

test('a hundred saves in a row end with the letter of the last one, in few builds', async () => {
  await lookAt('one');
  const { builds } = desk.counts;
  for (let save = 0; save <= 100; save++) {
    desk.write('content/one.txt', `save ${save}`);
    await sleep(2);
  }
  await vi.waitFor(() => {
    expect(desk.hash).toBe('hash of save 100');
  }, PATIENCE_MS);
  expect(desk.counts.builds - builds).toBeLessThan(20);
});

test('a build or a check that throws, or an edition that does not exist, does not end the studio', async () => {
  const fault = (message: string) =>
    vi.waitFor(() => {
      expect(desk.faults.map((each) => each.message)).toContain(message);
    }, PATIENCE_MS);
  desk.look('../../nowhere');
  await lookAt('one');
  desk.write('content/one.txt', 'throws');
  await fault('throws');
  desk.write('content/one.txt', 'check fault');
  await desk.heard('letter one');
  await fault('check fault');
  desk.write('content/one.txt', 'good words');
  await desk.heard('problems one');
});

test('new and deleted editions are told to every page, other changes only to the list of editions', async () => {
  await lookAt('one');
  desk.write('content/three.txt', 'third words');
  await desk.heard('editions');
  rmSync(desk.path('content/three.txt'));
  await desk.heard('editions');
  const { changes } = desk.counts;
  desk.write('content/two.txt', 'other words');
  await desk.done('changes', changes);
  desk.look(undefined);
  desk.write('content/two.txt', 'more words');
  await desk.heard('editions');
  expect(desk.told).toEqual([]);
});

test('the studio goes on when the folder of editions is replaced', async () => {
  await lookAt('one');
  const { changes } = desk.counts;
  renameSync(desk.path('content'), desk.path('away'));
  await desk.done('changes', changes);
  mkdirSync(desk.path('content'));
  desk.write('content/one.txt', 'words of another branch');
  await desk.heard('letter one');
});

test('two hundred messages are told to the pages, but not two hundred times', async () => {
  await lookAt('one');
  let times = 0;
  desk.live.listen('one', ({ kind }) => {
    if (kind === 'mailbox') times++;
  });
  for (let each = 0; each < 200; each++) {
    desk.write(`mailbox/${each}`, 'x');
    await sleep(1);
  }
  desk.told.length = 0;
  desk.write('mailbox/last', 'x');
  await desk.heard('mailbox');
  expect(times).toBeGreaterThan(0);
  expect(times).toBeLessThan(20);
});

test('a write to the ledger tells the page of an edition that its run has changed', async () => {
  await lookAt('one');
  desk.run = { sending: true, states: { planned: 5 } } as unknown as RunView;
  desk.write('ledger.sqlite-wal', 'x');
  await desk.heard('run one');
});

test('a closed studio builds nothing and tells nothing', async () => {
  desk.look('one');
  await desk.heard('problems one');
  desk.live.close();
  const { builds } = desk.counts;
  desk.write('content/one.txt', 'after the end');
  await sleep(50);
  expect(desk.counts.builds).toBe(builds);
  expect(desk.told).toEqual([]);
});

test('a file that the studio has written is built at once, and not again when the disk tells of it', async () => {
  await lookAt('one');
  const { builds } = desk.counts;
  desk.write('content/one.txt', 'typed words');
  desk.live.heard(desk.path('content/one.txt'));
  await desk.heard('letter one');
  await desk.heard('problems one');
  expect(desk.counts.builds).toBe(builds + 1);
  desk.write('content/one.txt', 'words of another program');
  await desk.heard('letter one');
});
