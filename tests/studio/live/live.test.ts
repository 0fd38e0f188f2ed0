import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunView } from '../../../src/studio/desk.ts';
import { openLiveDesk, type LiveDesk } from './live-desk.ts';

let desk: LiveDesk;

beforeEach(() => {
  desk = openLiveDesk();
  desk.write('content/one.txt', 'first words');
  desk.write('content/two.txt', 'second words');
});

afterEach(() => {
  desk.close();
});

/** A page of an edition, when all that is told at its start was told. */
async function lookAt(edition: string): Promise<() => void> {
  const stop = desk.look(edition);
  await desk.heard(`problems ${edition}`);
  // The folder is new: its own events have passed by now.
  await sleep(300);
  desk.told.length = 0;
  return stop;
}

test('tells a page at its start which letter there is, and the second one without building', async () => {
  desk.look('one');
  await desk.heard('letter one');
  const { builds } = desk.counts;
  expect(desk.events).toContainEqual({
    kind: 'letter',
    edition: 'one',
    contentHash: 'hash of first words',
  });
  desk.look('one');
  expect(desk.told).toEqual(['letter one']);
  expect(desk.counts.builds).toBe(builds);
});

test('tells a saved letter at once, and its problems after it', async () => {
  await lookAt('one');
  desk.write('content/one.txt', 'other words');
  await desk.heard('letter one');
  await desk.heard('problems one');
  expect(desk.events.at(-1)).toEqual({ kind: 'problems', edition: 'one' });
});

test('tells nothing where what was saved is the same letter', async () => {
  await lookAt('one');
  desk.write('content/one.txt', 'first words');
  await sleep(150);
  expect(desk.told).not.toContain('letter one');
});

test('builds nothing that nobody looks at', async () => {
  const stop = await lookAt('one');
  const { builds } = desk.counts;
  desk.write('content/two.txt', 'other words');
  await sleep(150);
  // Its desk forgets everything at a change, so that the one that is looked at is built again.
  expect(desk.counts.builds).toBe(builds + 1);
  stop();
  desk.write('content/one.txt', 'more words');
  await sleep(150);
  expect(desk.counts.builds).toBe(builds + 1);
});

test('tells what is broken with its message, once, and the letter when it is whole again', async () => {
  await lookAt('one');
  desk.write('content/one.txt', 'broken at content/one.txt:3');
  await desk.heard('broken one');
  expect(desk.events.at(-1)).toMatchObject({ message: 'broken at content/one.txt:3' });
  desk.write('content/two.txt', 'anything');
  await sleep(200);
  expect(desk.told).not.toContain('broken one');
  // The very letter that was shown before.
  desk.write('content/one.txt', 'first words');
  await desk.heard('letter one');
});

test('does not call broken what is only half written', async () => {
  await lookAt('one');
  desk.write('content/one.txt', '');
  await sleep(20);
  desk.write('content/one.txt', 'brand new words');
  await desk.heard('letter one');
  await sleep(150);
  expect(desk.told).not.toContain('broken one');
  expect(desk.events.at(-1)).not.toMatchObject({ kind: 'broken' });
});

test('ends with the last of many saves, and does not build for each of them', async () => {
  await lookAt('one');
  const { builds } = desk.counts;
  for (let save = 0; save <= 100; save++) {
    desk.write('content/one.txt', `save ${save}`);
    await sleep(3);
  }
  await sleep(400);
  const letters = desk.events.filter(({ kind }) => kind === 'letter');
  expect(letters.at(-1)).toMatchObject({ contentHash: 'hash of save 100' });
  expect(desk.counts.builds - builds).toBeLessThan(20);
});

test('goes on after a build that throws, a gate that throws and an edition that is not there', async () => {
  desk.look('../../nowhere');
  await lookAt('one');
  desk.write('content/one.txt', 'throws');
  await sleep(100);
  expect(desk.faults.map(({ message }) => message)).toContain('throws');
  desk.write('content/one.txt', 'gate fault');
  await desk.heard('letter one');
  await sleep(250);
  expect(desk.faults.map(({ message }) => message)).toContain('gate fault');
  desk.write('content/one.txt', 'good words');
  await desk.heard('problems one');
});

test('tells that an edition came and went, and tells who looks at the list of every change', async () => {
  await lookAt('one');
  desk.write('content/three.txt', 'third words');
  await desk.heard('editions');
  rmSync(desk.path('content/three.txt'));
  await desk.heard('editions');
  desk.write('content/two.txt', 'other words');
  await sleep(150);
  expect(desk.told).not.toContain('editions');
  desk.look(undefined);
  desk.write('content/two.txt', 'more words');
  await desk.heard('editions');
});

test('survives that the folder of editions goes and comes again', async () => {
  await lookAt('one');
  renameSync(desk.path('content'), desk.path('away'));
  await sleep(150);
  mkdirSync(desk.path('content'));
  desk.write('content/one.txt', 'words of another branch');
  await desk.heard('letter one');
});

test('tells of mail, and of many messages not many times', async () => {
  await lookAt('one');
  for (let each = 0; each < 200; each++) {
    desk.write(`mailbox/${each}`, 'x');
    await sleep(1);
  }
  await sleep(300);
  const times = desk.told.filter((each) => each === 'mailbox').length;
  expect(times).toBeGreaterThan(0);
  expect(times).toBeLessThan(12);
});

test('tells that letters have moved on, soon after the ledger was written', async () => {
  await lookAt('one');
  desk.run = { sending: true, states: { planned: 5 } } as unknown as RunView;
  const start = performance.now();
  desk.write('ledger.sqlite-wal', 'x');
  await desk.heard('run one');
  expect(performance.now() - start).toBeLessThan(1000);
  // Nothing moves: nothing is told, and it is asked rarely.
  const { polls } = desk.counts;
  await sleep(1500);
  expect(desk.told).toEqual([]);
  expect(desk.counts.polls - polls).toBeLessThan(4);
  // A database elsewhere writes no file here.
  desk.run = { sending: false, states: { accepted: 5 } } as unknown as RunView;
  await desk.heard('run one');
});

test('asks for no run while nobody looks, and does nothing after it is closed', async () => {
  await sleep(700);
  expect(desk.counts.polls).toBe(0);
  desk.look('one');
  desk.live.close();
  const { builds, polls } = desk.counts;
  desk.write('content/one.txt', 'after the end');
  await sleep(700);
  expect(desk.counts).toMatchObject({ builds, polls });
  expect(desk.told).toEqual([]);
});
