import { describe, expect, test } from 'vitest';
import { growthOver, startOfSpan } from '../../src/subscribers/growth.ts';

const NOW = new Date('2026-11-26T23:59:59Z');
const day = (text: string, joined: number, left = 0, returned = 0) => ({
  ...{ day: text, joined, left, returned },
  confirmed: 0,
  total: 0,
});

describe('the growth of a list', () => {
  test('a span by days ends today, in UTC', () => {
    const growth = growthOver([], 7, NOW, { by: 'day', periods: 3 });
    expect(growth).toEqual([
      { from: '2026-11-24', joined: 0, left: 0, total: 7 },
      { from: '2026-11-25', joined: 0, left: 0, total: 7 },
      { from: '2026-11-26', joined: 0, left: 0, total: 7 },
    ]);
  });

  test.each([
    ['2026-11-23T00:00:00Z', '2026-11-23'],
    ['2026-11-29T23:59:59Z', '2026-11-23'],
    ['2026-11-30T00:00:00Z', '2026-11-30'],
  ])('the week of %s begins on the Monday %s', (now, monday) => {
    const start = startOfSpan(new Date(now), { by: 'week', periods: 1 });
    expect(start.toISOString().slice(0, 10)).toBe(monday);
  });

  test('the total before a step is the one after it without those who joined, with those who left', () => {
    const days = [day('2026-11-16', 5), day('2026-11-20', 1, 2, 1), day('2026-11-26', 0, 3)];
    expect(growthOver(days, 100, NOW, { by: 'week', periods: 2 })).toEqual([
      { from: '2026-11-16', joined: 7, left: 2, total: 103 },
      { from: '2026-11-23', joined: 0, left: 3, total: 100 },
    ]);
  });

  test('days before the span and after it change nothing', () => {
    const days = [day('2026-11-22', 50), day('2026-11-27', 50)];
    const growth = growthOver(days, 10, NOW, { by: 'day', periods: 2 });
    expect(growth.map(({ joined }) => joined)).toEqual([0, 0]);
  });
});
