import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RunView } from '../../../src/studio/standing.ts';
import { watchRuns, type RunWatch } from '../../../src/studio/live/watch-runs.ts';

let editions: readonly string[];
let view: RunView | undefined;
let polls = 0;
let told: string[] = [];
let faults: string[] = [];
let watch: RunWatch;

beforeEach(() => {
  vi.useFakeTimers();
  editions = ['one'];
  view = undefined;
  polls = 0;
  told = [];
  faults = [];
  watch = watchRuns({
    desk: {
      run: (edition) => {
        polls++;
        return edition === 'throws' ? Promise.reject(new Error('a fault')) : Promise.resolve(view);
      },
    },
    followed: () => editions,
    tell: (event) => told.push('edition' in event ? `${event.kind} ${event.edition}` : event.kind),
    onFault: ({ message }) => faults.push(message),
  });
});

afterEach(() => {
  watch.close();
  vi.useRealTimers();
});

const runWith = (states: Partial<RunView['states']>, sending = true) => {
  view = { sending, states } as RunView;
};
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

test('a run that changes is polled twice a second, and each change is announced once', async () => {
  runWith({ planned: 5 });
  watch.wake();
  await pass(0.4);
  expect(told).toEqual(['run one']);
  runWith({ planned: 4 });
  await pass(0.5);
  runWith({ planned: 3 });
  await pass(0.5);
  expect(told).toEqual(['run one', 'run one', 'run one']);
});

test('a run that does not change is polled every two seconds, and a change is announced even if nothing wakes the poll', async () => {
  runWith({ planned: 5 }, false);
  watch.wake();
  await pass(10);
  expect(told).toEqual([]);
  expect(polls).toBeLessThanOrEqual(7);
  runWith({ accepted: 5 }, false);
  await pass(2.1);
  expect(told).toEqual(['run one']);
});

test('a poll that is woken does not come sooner than half a second after the last one', async () => {
  watch.wake();
  await pass(0.1);
  for (let each = 0; each < 100; each++) watch.wake();
  await pass(0.3);
  expect(polls).toBe(1);
  await pass(0.2);
  expect(polls).toBe(2);
});

test('nothing is polled while no page shows an edition, nor after the watch is closed', async () => {
  editions = [];
  watch.wake();
  await pass(5);
  expect(polls).toBe(0);
  editions = ['one'];
  watch.wake();
  await pass(0.1);
  expect(polls).toBe(1);
  watch.close();
  watch.wake();
  await pass(5);
  expect(polls).toBe(1);
});

test('a poll that fails is reported, and the other editions are polled', async () => {
  editions = ['throws', 'one'];
  runWith({ planned: 5 });
  watch.wake();
  await pass(0.1);
  expect(faults).toEqual(['a fault']);
  expect(told).toEqual(['run one']);
});
