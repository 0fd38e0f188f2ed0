import { expect, test } from 'vitest';
import { createBreaker, type BreakerEvent } from '../../src/deliver/breaker.ts';

const settings = { window: 10, refused: 3, policy: 2, deferred: 5, unknown: 4 };

function firstTrip(fates: readonly BreakerEvent[]): number {
  const breaker = createBreaker(settings);
  return fates.findIndex((fate) => breaker.add(fate) !== undefined);
}

test('the breaker trips when one kind of failure reaches its limit', () => {
  expect(firstTrip(['refused', 'accepted', 'refused', 'accepted', 'refused'])).toBe(4);
  expect(firstTrip(['policy', 'policy'])).toBe(1);
  expect(firstTrip(Array<BreakerEvent>(5).fill('deferred'))).toBe(4);
  expect(firstTrip(Array<BreakerEvent>(5).fill('unknown'))).toBe(3);
});

test('the breaker says how many of the last letters failed, and how', () => {
  const breaker = createBreaker(settings);
  breaker.add('accepted');
  breaker.add('policy');
  expect(breaker.add('policy')).toBe(
    '2 of the last 3 letters were refused for their sender or content',
  );
});

test('the breaker forgets letters outside its window', () => {
  const spread = Array.from({ length: 100 }, (_, index): BreakerEvent =>
    index % 5 === 0 ? 'refused' : 'accepted',
  );
  expect(firstTrip(spread)).toBe(-1);
});

test('the breaker counts each kind of failure separately', () => {
  expect(firstTrip(['refused', 'policy', 'refused', 'deferred', 'deferred', 'accepted'])).toBe(-1);
});
