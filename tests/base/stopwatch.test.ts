import { afterEach, expect, test, vi } from 'vitest';
import { startStopwatch } from '../../src/base/stopwatch.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('a stopwatch goes on while the machine sleeps, when only the clock on the wall does', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
  const elapsed = startStopwatch();
  expect(elapsed()).toBeLessThan(1000);
  vi.setSystemTime(1_000_000 + 60_000);
  expect(elapsed()).toBeGreaterThanOrEqual(60_000);
});

test('a stopwatch is not slowed by a clock on the wall that is set back', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
  const elapsed = startStopwatch();
  vi.setSystemTime(0);
  const before = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(elapsed()).toBeGreaterThanOrEqual(performance.now() - before - 1);
});
