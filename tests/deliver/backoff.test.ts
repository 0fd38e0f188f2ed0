import { expect, test } from 'vitest';
import { reconnectDelay, retryDelay } from '../../src/deliver/backoff.ts';

const MINUTE = 60_000;
const retry = { firstMinutes: 5, longestMinutes: 60, patienceMinutes: 15 };
const middle = () => 0.5;

test('retryDelay doubles with each attempt, up to the longest wait', () => {
  const waits = [0, 1, 2, 3, 4, 1000].map((attempts) => retryDelay(attempts, true, retry, middle));
  expect(waits.map((wait) => wait / MINUTE)).toEqual([5, 10, 20, 40, 60, 60]);
});

test('retryDelay is shorter after a lost connection than after a refusal', () => {
  expect(retryDelay(0, false, retry, middle)).toBe(MINUTE / 2);
});

test('retryDelay varies between half and one and a half times the wait', () => {
  expect(retryDelay(0, true, retry, () => 0)).toBe(2.5 * MINUTE);
  expect(retryDelay(0, true, retry, () => 0.999)).toBeLessThan(7.5 * MINUTE);
});

test('reconnectDelay is a second at first, and doubles up to a minute', () => {
  expect([1, 2, 3, 100].map((failures) => reconnectDelay(failures, middle))).toEqual([
    1000, 2000, 4000, 60_000,
  ]);
});
