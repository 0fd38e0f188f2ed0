import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rateLimit } from '../../src/deliver/rate-limits.ts';

test('a rate limit without limits never waits', () => {
  const limit = rateLimit({});
  for (let index = 0; index < 1000; index++) limit.count(0);
  expect(limit.wait(0)).toBe(0);
});

test('a rate limit waits until the oldest counted letter has left the window', () => {
  const limit = rateLimit({ perSecond: 2 });
  limit.count(0);
  limit.count(400);
  expect(limit.wait(500)).toBe(500);
  expect(limit.wait(1000)).toBe(0);
  limit.count(1000);
  expect(limit.wait(1000)).toBe(400);
});

test('a rate limit applies every window that is set', () => {
  const limit = rateLimit({ perSecond: 10, perMinute: 2 });
  limit.count(0);
  limit.count(1);
  expect(limit.wait(2)).toBe(59_998);
});

test('a rate limit forgets a letter that did not go, and no other', () => {
  const limit = rateLimit({ perSecond: 2 });
  limit.count(0);
  limit.count(400);
  limit.forget(0);
  limit.forget(7);
  expect(limit.wait(500)).toBe(0);
  limit.count(500);
  expect(limit.wait(500)).toBe(900);
});

test('no window of a rate limit holds more letters than allowed, wherever it begins', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 60 }),
      (perSecond, pauses) => {
        const limit = rateLimit({ perSecond });
        const sent: number[] = [];
        let now = 0;
        for (const pause of pauses) {
          now += pause;
          now += limit.wait(now);
          limit.count(now);
          sent.push(now);
        }
        for (const start of sent) {
          const inWindow = sent.filter((time) => time >= start && time < start + 1000);
          expect(inWindow.length).toBeLessThanOrEqual(perSecond);
        }
      },
    ),
  );
});
