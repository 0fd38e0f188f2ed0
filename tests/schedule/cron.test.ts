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

const lines = (at: string, days: Weekday[], timeZone: string) =>
  cronLines(at, days, offsetsIn(timeZone, FROM, UNTIL));

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
    ['06:00', ALL, 'America/New_York', ['0 10 * * *', '0 11 * * *']],
    ['06:00', WEEKDAYS, 'America/New_York', ['0 10 * * 1-5', '0 11 * * 1-5']],
    ['06:00', ALL, 'UTC', ['0 6 * * *']],
    ['06:00', ALL, 'Asia/Kathmandu', ['15 0 * * *']],
    ['06:00', WEEKDAYS, 'Asia/Tokyo', ['0 21 * * 0-4']],
    ['23:30', WEEKDAYS, 'America/New_York', ['30 3 * * 2-6', '30 4 * * 2-6']],
    ['20:00', ['sat', 'sun'], 'America/New_York', ['0 0 * * 0,1', '0 1 * * 0,1']],
    ['00:30', ['mon', 'wed'], 'Europe/Berlin', ['30 22 * * 0,2', '30 23 * * 0,2']],
    ['00:30', ['sun'], 'Europe/London', ['30 0 * * 0', '30 23 * * 6']],
  ])('the cron lines for %s on %s in %s are right', (at, days, zone, expected) => {
    expect(lines(at, days, zone)).toEqual(expected);
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
  ])('the cron lines for %s fire at every scheduled time of a year', (timeZone) => {
    for (const at of ['00:00', '01:45', '02:30', '06:00', '12:10', '23:59']) {
      const config = sampleConfig({ schedule: { at, days: ['tue', 'thu', 'sun'], timeZone } });
      const times = firings(config, FROM, UNTIL);
      expect(times.length).toBeGreaterThan(150);
      const cron = lines(at, ['tue', 'thu', 'sun'], timeZone);
      const missed = times.filter((each) => !cron.some((line) => fires(line, each.at)));
      expect(missed).toEqual([]);
    }
  });

  test('the cron line for all zones fires every quarter of an hour', () => {
    expect(hourlyCronLine('06:00')).toBe('0,15,30,45 * * * *');
    expect(hourlyCronLine('05:50')).toBe('5,20,35,50 * * * *');
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
