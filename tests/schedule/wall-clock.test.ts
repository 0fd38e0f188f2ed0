import { describe, expect, test } from 'vitest';
import { publishedAt } from '../../src/schedule/wall-clock.ts';

describe('the time of publication', () => {
  test.each([
    ['in summer', '2023-06-14', '06:00', 'America/New_York', '2023-06-14T10:00:00.000Z'],
    ['in winter', '2023-01-14', '06:00', 'America/New_York', '2023-01-14T11:00:00.000Z'],
    [
      'before clocks go forward',
      '2023-03-11',
      '06:00',
      'America/New_York',
      '2023-03-11T11:00:00.000Z',
    ],
    [
      'when clocks go forward',
      '2023-03-12',
      '06:00',
      'America/New_York',
      '2023-03-12T10:00:00.000Z',
    ],
    ['when clocks go back', '2023-11-05', '06:00', 'America/New_York', '2023-11-05T11:00:00.000Z'],
    ['at midnight', '2023-06-14', '00:00', 'America/New_York', '2023-06-14T04:00:00.000Z'],
    ['on a leap day', '2024-02-29', '23:59', 'America/New_York', '2024-03-01T04:59:00.000Z'],
    ['in UTC', '2023-06-14', '06:00', 'UTC', '2023-06-14T06:00:00.000Z'],
    ['with odd minutes', '2023-06-14', '06:00', 'Asia/Kathmandu', '2023-06-14T00:15:00.000Z'],
    [
      'across the date line',
      '2023-06-14',
      '06:00',
      'Pacific/Kiritimati',
      '2023-06-13T16:00:00.000Z',
    ],
  ])('the time of publication is right %s', (_, date, time, timeZone, instant) => {
    expect(publishedAt(date, time, timeZone).toISOString()).toBe(instant);
  });

  test('a time of publication that clocks skip is an hour later', () => {
    expect(publishedAt('2023-03-12', '02:30', 'America/New_York').toISOString()).toBe(
      '2023-03-12T07:30:00.000Z',
    );
  });

  test('a time of publication that occurs twice is the first of the two', () => {
    expect(publishedAt('2023-11-05', '01:30', 'America/New_York').toISOString()).toBe(
      '2023-11-05T05:30:00.000Z',
    );
  });

  test('the time of publication increases every day of a year', () => {
    const days = Array.from({ length: 366 }, (_, day) =>
      new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
    );
    const instants = days.map((day) => publishedAt(day, '02:30', 'America/New_York').getTime());
    const hours = instants.slice(1).map((each, at) => (each - (instants[at] ?? 0)) / 3_600_000);
    expect(hours.filter((each) => each !== 24).sort()).toEqual([23, 25]);
  });
});
