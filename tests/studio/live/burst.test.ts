import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { burst } from '../../../src/studio/live/burst.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('the first event of a burst acts at once, later ones ever more rarely, the last one always', async () => {
  const times: number[] = [];
  const start = Date.now();
  const { hear } = burst(() => {
    times.push(Date.now() - start);
    return Promise.resolve();
  });
  for (let each = 0; each < 100; each++) {
    hear();
    await vi.advanceTimersByTimeAsync(10);
  }
  await vi.advanceTimersByTimeAsync(1000);
  expect(times[0]).toBe(0);
  expect(times.length).toBeLessThan(12);
  expect(times.at(-1)).toBeGreaterThanOrEqual(990);
  const before = times.length;
  hear();
  await vi.advanceTimersByTimeAsync(1);
  expect(times.length, 'a new burst').toBe(before + 1);
});

test('actions of a burst never overlap', async () => {
  let running = 0;
  let most = 0;
  const { hear } = burst(async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 300));
    running--;
  });
  for (let each = 0; each < 20; each++) {
    hear();
    await vi.advanceTimersByTimeAsync(50);
  }
  await vi.advanceTimersByTimeAsync(2000);
  expect(most).toBe(1);
});

test('a closed burst acts no more', async () => {
  const act = vi.fn(() => Promise.resolve());
  const { hear, close } = burst(act);
  hear();
  close();
  hear();
  await vi.advanceTimersByTimeAsync(1000);
  expect(act).not.toHaveBeenCalled();
});

test('an event that must not wait acts at once in the middle of a burst, and after a run that is going on', async () => {
  const times: number[] = [];
  const start = Date.now();
  const { hear, hearAtOnce } = burst(async () => {
    times.push(Date.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
  for (let each = 0; each < 20; each++) {
    hear();
    await vi.advanceTimersByTimeAsync(30);
  }
  const before = times.length;
  for (let key = 0; key < 10; key++) {
    hearAtOnce();
    await vi.advanceTimersByTimeAsync(30);
  }
  expect(times.slice(before)).toEqual(Array.from({ length: 10 }, (_, key) => 600 + key * 30));
  hearAtOnce();
  hearAtOnce();
  hearAtOnce();
  await vi.advanceTimersByTimeAsync(500);
  expect(times.slice(before + 10), 'at once, and once more for the rest').toEqual([900, 920]);
});
