import { describe, expect, test } from 'vitest';
import type { Weekday } from '../../src/schedule/weekday.ts';
import { clockChanges, offsetsIn } from '../../src/schedule/clock-changes.ts';
import { cronLines, hourlyCronLine } from '../../src/schedule/cron.ts';
import { firings } from '../../src/schedule/firings.ts';
import { sampleConfig } from '../support/sample.ts';

const FROM = new Date('2023-01-10T00:00:00Z');
const UNTIL = new Date('2024-01-10T00:00:00Z');
const WEEKDAYS: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const ALL: Weekday[] = [...WEEKDAYS, 'sat', 'sun'];

const lines = (at: string, days: Weekday[], timeZone: string, withinHours = 6) =>
  cronLines(at, days, offsetsIn(timeZone, FROM, UNTIL), withinHours);

/** Whether a cron line of numbers, lists, ranges and asterisks fires at an instant. */
function fires(line: string, at: Date): boolean {
  const values = [at.getUTCMinutes(), at.getUTCHours(), at.getUTCDate(), at.getUTCMonth() + 1];
  return line.split(' ').every((field, index) => {
    const value = values[index] ?? at.getUTCDay();
    return field.split(',').some((part) => {
      const [from, to = from] = part.split('-').map(Number);
      return part === '*' || (value >= (from ?? 0) && value <= (to ?? 0));
    });
  });
}

describe('cron lines', () => {
  test.each<[string, Weekday[], string, string[]]>([
    ['06:00', ALL, 'America/New_York', ['7 10,11 * * *', '27 10,11 * * *', '57 10-14 * * *']],
    ['06:00', WEEKDAYS, 'UTC', ['7 6 * * 1-5', '27 6 * * 1-5', '57 6,7,9 * * 1-5']],
    ['06:00', ALL, 'Asia/Kathmandu', ['22 0 * * *', '42 0 * * *', '12 1,2,4 * * *']],
    [
      '06:00',
      WEEKDAYS,
      'Asia/Tokyo',
      ['7 21 * * 0-4', '27 21 * * 0-4', '57 21,22 * * 0-4', '57 0 * * 1-5'],
    ],
    ['20:00', ['sat'], 'Etc/GMT+3', ['7 23 * * 6', '27 23 * * 6', '57 23 * * 6', '57 0,2 * * 0']],
  ])('the cron lines for %s on %s in %s are right', (at, days, zone, expected) => {
    expect(lines(at, days, zone)).toEqual(expected);
  });

  test.each([
    ['an hour', 1, ['7 6 * * *', '27 6 * * *', '57 6 * * *']],
    ['half an hour', 0.5, ['7 6 * * *', '15 6 * * *', '22 6 * * *']],
    ['three minutes', 0.05, ['0 6 * * *', '1 6 * * *', '2 6 * * *']],
  ])('the cron lines of a window of %s are inside it', (_, hours, expected) => {
    expect(lines('06:00', ALL, 'UTC', hours)).toEqual(expected);
  });

  test.each([
    'America/New_York',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Pacific/Chatham',
    'America/St_Johns',
    'Asia/Tehran',
    'Pacific/Kiritimati',
    'Etc/GMT+12',
    '+05:45',
  ])(
    'the cron lines for %s fire three times in the window of every scheduled time of a year, off the full hour',
    (timeZone) => {
      for (const at of ['00:00', '01:45', '02:30', '05:53', '12:10', '23:59']) {
        const config = sampleConfig({ schedule: { at, days: ['tue', 'thu', 'sun'], timeZone } });
        const times = firings(config, FROM, UNTIL);
        expect(times.length).toBeGreaterThan(150);
        for (const hours of [6, 1, 0.5]) {
          const cron = lines(at, ['tue', 'thu', 'sun'], timeZone, hours);
          for (const line of cron) expect(Number(line.split(' ')[0])).toBeGreaterThanOrEqual(3);
          const hasThree = (due: Date) => {
            let chances = 0;
            for (let minute = 0; minute < hours * 60 && chances < 3; minute++) {
              const time = new Date(due.getTime() + minute * 60_000);
              if (cron.some((line) => fires(line, time))) chances++;
            }
            return chances === 3;
          };
          expect(times.filter(({ at: due }) => !hasThree(due))).toEqual([]);
        }
      }
    },
  );

  test('the cron line for all zones fires every quarter of an hour, off the full hour', () => {
    expect(hourlyCronLine('06:00')).toBe('7,22,37,52 * * * *');
    expect(hourlyCronLine('05:50')).toBe('12,27,42,57 * * * *');
    expect(hourlyCronLine('05:54')).toBe('3,18,33,48 * * * *');
  });
});

describe('clock changes', () => {
  test('the clock changes of a zone have the offsets before and after', () => {
    expect(clockChanges('America/New_York', FROM, UNTIL)).toEqual([
      { at: new Date('2023-03-12T07:00:00Z'), before: -300, after: -240 },
      { at: new Date('2023-11-05T06:00:00Z'), before: -240, after: -300 },
    ]);
    expect(clockChanges('Australia/Lord_Howe', FROM, UNTIL).map(({ after }) => after)).toEqual([
      630, 660,
    ]);
  });

  test.each(['UTC', 'Asia/Tokyo', 'America/Phoenix', '+05:30'])(
    '%s has no clock changes',
    (timeZone) => {
      expect(clockChanges(timeZone, FROM, UNTIL)).toEqual([]);
    },
  );
});

describe('the times at which a schedule fires', () => {
  const at = (time: string) =>
    firings(sampleConfig({ schedule: { at: time, days: ['sun'] } }), FROM, UNTIL);

  test('a schedule fires once a day, and its firings name skipped and repeated times', () => {
    const odd = (time: string) => at(time).filter(({ reading }) => reading !== 'once');
    expect(odd('06:00')).toEqual([]);
    expect(odd('02:30')).toEqual([
      expect.objectContaining({ at: new Date('2023-03-12T07:30:00Z'), reading: 'skipped' }),
    ]);
    expect(odd('01:30')).toEqual([
      expect.objectContaining({ at: new Date('2023-11-05T05:30:00Z'), reading: 'twice' }),
    ]);
  });

  test('firings come after the first instant, and there are none without a schedule', () => {
    const schedule = { at: '00:00' };
    const config = sampleConfig({ schedule, timeZone: 'UTC' });
    const found = firings(config, FROM, new Date('2023-01-12T00:00:00Z'));
    expect(found.map((each) => each.at.toISOString().slice(0, 10))).toEqual([
      '2023-01-11',
      '2023-01-12',
    ]);
    expect(firings(sampleConfig(), FROM, UNTIL)).toEqual([]);
  });
});
