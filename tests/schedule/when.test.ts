import { describe, expect, test } from 'vitest';
import type { ConfigInput } from '../../src/config/schema.ts';
import { dueAt, instantsByZone, latenessOf, timelinessAt } from '../../src/schedule/when.ts';
import { sampleConfig } from '../support/sample.ts';

const FILE = 'content/2023-06-14-x.txt';
const DAILY: ConfigInput['schedule'] = { at: '06:00' };

function due(date: string, schedule: ConfigInput['schedule'], send?: string) {
  const config = sampleConfig(schedule ? { schedule } : {});
  return dueAt(date, send === undefined ? undefined : { text: send, line: 3 }, config, FILE);
}

function instant(...args: Parameters<typeof due>): string | undefined {
  const found = due(...args);
  return found.ok ? found.value?.at.toISOString() : 'no such time';
}

describe('when an edition is due', () => {
  test.each([
    ['2023-03-11', '2023-03-11T11:00:00.000Z'],
    ['2023-03-12', '2023-03-12T10:00:00.000Z'],
    ['2023-11-04', '2023-11-04T10:00:00.000Z'],
    ['2023-11-05', '2023-11-05T11:00:00.000Z'],
  ])('an edition of %s, scheduled for six in New York, is due at %s', (date, expected) => {
    expect(instant(date, DAILY)).toBe(expected);
  });

  test('an edition is due in the time zone of the schedule if it has one', () => {
    expect(instant('2023-06-14', { at: '06:00', timeZone: 'Asia/Tokyo' })).toBe(
      '2023-06-13T21:00:00.000Z',
    );
  });

  test.each([
    ['2023-06-16', '2023-06-16T10:00:00.000Z'],
    ['2023-06-17', '2023-06-19T10:00:00.000Z'],
    ['2023-06-18', '2023-06-19T10:00:00.000Z'],
  ])('an edition of %s is due on the first scheduled day', (date, expected) => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
    expect(instant(date, { at: '06:00', days: [...days] })).toBe(expected);
  });

  test('a scheduled time that clocks skip or repeat is resolved', () => {
    expect(instant('2023-03-12', { at: '02:30' })).toBe('2023-03-12T07:30:00.000Z');
    expect(instant('2023-11-05', { at: '01:30' })).toBe('2023-11-05T05:30:00.000Z');
  });

  test('the time in front matter decides, with and without a schedule', () => {
    expect(instant('2023-06-14', DAILY, '2023-06-20 14:30')).toBe('2023-06-20T18:30:00.000Z');
    expect(instant('2023-06-14', undefined, '2023-06-20 14:30')).toBe('2023-06-20T18:30:00.000Z');
  });

  test('an edition without a schedule and without a time is never due', () => {
    expect(instant('2023-06-14', undefined)).toBeUndefined();
  });

  test('an invalid time in front matter is a problem with file and line', () => {
    expect(due('2023-03-12', DAILY, '2023-03-12 02:30')).toMatchObject({
      ok: false,
      problems: [{ code: 'edition/send', severity: 'error', place: { file: FILE, line: 3 } }],
    });
  });
});

describe('local send times of subscribers', () => {
  const time = { at: new Date('2023-06-14T10:00:00Z'), timeZone: 'America/New_York' };

  test('a local send time is the same time of day in each zone', () => {
    const { otherwise, zones } = instantsByZone({ ...time, wall: '2023-06-14T06:00' }, [
      'Asia/Tokyo',
      'Europe/Berlin',
    ]);
    expect(otherwise).toEqual(time.at);
    expect(Object.fromEntries(zones)).toEqual({
      'Asia/Tokyo': new Date('2023-06-13T21:00:00Z'),
      'Europe/Berlin': new Date('2023-06-14T04:00:00Z'),
    });
  });

  test('a local send time that clocks skip is an hour later', () => {
    const wall = '2023-03-26T02:30';
    expect(instantsByZone({ ...time, wall }, ['Europe/Berlin']).zones.get('Europe/Berlin')).toEqual(
      new Date('2023-03-26T01:30:00Z'),
    );
  });

  test('a send time that is one instant is the same in all zones', () => {
    expect(instantsByZone(time, ['Asia/Tokyo']).zones.size).toBe(0);
  });
});

describe('the timeliness of an edition', () => {
  const meant = new Date('2023-06-14T10:00:00Z');
  const lateness = { hours: 6, policy: 'hold' } as const;

  test.each([
    ['2023-06-14T09:59:59.999Z', 'early'],
    ['2023-06-14T10:00:00.000Z', 'due'],
    ['2023-06-14T16:00:00.000Z', 'due'],
    ['2023-06-14T16:00:00.001Z', 'late'],
    ['2023-06-21T10:00:00.000Z', 'late'],
    ['2023-06-21T10:00:00.001Z', 'history'],
  ])('at %s the edition is %s', (now, standing) => {
    expect(timelinessAt(meant, meant, new Date(now), lateness)).toBe(standing);
  });

  test('an edition can start before the time from which lateness is counted', () => {
    const begins = new Date('2023-06-13T18:00:00Z');
    expect(timelinessAt(begins, meant, new Date('2023-06-13T18:00:00Z'), lateness)).toBe('due');
    expect(timelinessAt(begins, meant, new Date('2023-06-13T17:59:00Z'), lateness)).toBe('early');
  });

  test('an edition is missed after six hours by default', () => {
    expect(latenessOf(sampleConfig())).toEqual(lateness);
    const schedule = { at: '06:00', lateness: { policy: 'skip' } } as const;
    expect(latenessOf(sampleConfig({ schedule }))).toEqual({ hours: 6, policy: 'skip' });
  });
});
