import { expect, test } from 'vitest';
import { dayOf, daysIn, listDays, moved } from '../../src/studio/calendar-days.ts';

test('a month is shown in whole weeks from Monday on', () => {
  expect(daysIn('month', '2026-11-26')).toEqual({ from: '2026-10-26', until: '2026-12-07' });
  expect(daysIn('month', '2027-02-28')).toEqual({ from: '2027-02-01', until: '2027-03-01' });
  expect(listDays(daysIn('month', '2024-02-29'))).toHaveLength(35);
});

test('a week goes from Monday to Sunday, also over the end of a year', () => {
  expect(daysIn('week', '2026-12-31')).toEqual({ from: '2026-12-28', until: '2027-01-04' });
  expect(daysIn('week', '2026-11-29')).toEqual({ from: '2026-11-23', until: '2026-11-30' });
});

test('the next month of a long one is not skipped', () => {
  expect(moved('month', '2026-01-31', 1)).toBe('2026-02-01');
  expect(moved('month', '2026-01-31', -1)).toBe('2025-12-01');
  expect(moved('week', '2026-12-31', 1)).toBe('2027-01-07');
});

test.each(['2026-02-30', '26-11-26', '2026-11-26T00:00', '9999-01-01', '0000-01-01', '', '<b>'])(
  'an address with the day %s shows today instead',
  (text) => {
    expect(dayOf(text)).toBeUndefined();
  },
);
