import { expect, test } from 'vitest';
import { reconnectDelay, retryDelay } from '../../src/deliver/backoff.ts';

const MINUTE = 60_000;
const retry = { firstMinutes: 5, longestMinutes: 60, patienceMinutes: 15 };
const middle = () => 0.5;

test('waits twice as long after each try, and never longer than the longest', () => {
  const waits = [0, 1, 2, 3, 4, 1000].map((tries) => retryDelay(tries, true, retry, middle));
  expect(waits.map((wait) => wait / MINUTE)).toEqual([5, 10, 20, 40, 60, 60]);
});

test('comes back sooner after a loss than after a refusal', () => {
  expect(retryDelay(0, false, retry, middle)).toBe(MINUTE / 2);
});

test('spreads those who wait from a half to one and a half times as long', () => {
  expect(retryDelay(0, true, retry, () => 0)).toBe(2.5 * MINUTE);
  expect(retryDelay(0, true, retry, () => 0.999)).toBeLessThan(7.5 * MINUTE);
});

test('tries a server again after a second, then less and less often, at least each minute', () => {
  expect([1, 2, 3, 100].map((failures) => reconnectDelay(failures, middle))).toEqual([
    1000, 2000, 4000, 60_000,
  ]);
});
