import { describe, expect, test } from 'vitest';
import { growthOf, startOf } from '../../src/subscribers/growth.ts';

const NOW = new Date('2026-11-26T23:59:59Z');
const NOTHING = { joined: 0, confirmed: 0, left: 0, returned: 0 };
const day = (text: string, joined: number, left = 0, returned = 0) => ({
  ...{ day: text, joined, left, returned },
  confirmed: 0,
});

describe('the growth of a list', () => {
  test('without a change in its time, the total is how many are on the list', () => {
    expect(growthOf([], 7, NOW, { by: 'day', periods: 3 })).toEqual([
      { from: '2026-11-24', ...NOTHING, total: 7 },
      { from: '2026-11-25', ...NOTHING, total: 7 },
      { from: '2026-11-26', ...NOTHING, total: 7 },
    ]);
  });

  test.each([
    ['week', '2026-11-23T00:00:00Z', '2026-11-23'],
    ['week', '2026-11-29T23:59:59Z', '2026-11-23'],
    ['week', '2026-11-30T00:00:00Z', '2026-11-30'],
    ['month', '2026-03-31T12:00:00Z', '2026-03-01'],
    ['day', '2026-02-28T23:59:59Z', '2026-02-28'],
  ] as const)('the current %s of %s began on %s', (by, now, first) => {
    const start = startOf(new Date(now), { by, periods: 1 });
    expect(start.toISOString()).toBe(`${first}T00:00:00.000Z`);
  });

  test('the total before a period is the one after it without those who came, with those who left', () => {
    const days = [day('2026-11-16', 5), day('2026-11-20', 1, 2, 1), day('2026-11-26', 0, 3)];
    expect(growthOf(days, 100, NOW, { by: 'week', periods: 2 })).toEqual([
      { from: '2026-11-16', ...NOTHING, joined: 6, returned: 1, left: 2, total: 103 },
      { from: '2026-11-23', ...NOTHING, left: 3, total: 100 },
    ]);
  });

  test('days before the span and after it change nothing', () => {
    const days = [day('2026-11-22', 50), day('2026-11-27', 50)];
    const growth = growthOf(days, 10, NOW, { by: 'day', periods: 2 });
    expect(growth.map(({ joined }) => joined)).toEqual([0, 0]);
  });
});
