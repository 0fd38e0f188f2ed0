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
  ])('on %s at six in New York is %s', (date, expected) => {
    expect(instant(date, DAILY)).toBe(expected);
  });

  test('is by the clock of the schedule where it has a zone of its own', () => {
    expect(instant('2023-06-14', { at: '06:00', timeZone: 'Asia/Tokyo' })).toBe(
      '2023-06-13T21:00:00.000Z',
    );
  });

  test.each([
    ['2023-06-16', '2023-06-16T10:00:00.000Z'],
    ['2023-06-17', '2023-06-19T10:00:00.000Z'],
    ['2023-06-18', '2023-06-19T10:00:00.000Z'],
  ])('is the first day of the schedule from %s on', (date, expected) => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
    expect(instant(date, { at: '06:00', days: [...days] })).toBe(expected);
  });

  test('resolves a time of the schedule that clocks leave out or pass twice', () => {
    expect(instant('2023-03-12', { at: '02:30' })).toBe('2023-03-12T07:30:00.000Z');
    expect(instant('2023-11-05', { at: '01:30' })).toBe('2023-11-05T05:30:00.000Z');
  });

  test('is what the front matter says, with a schedule and without', () => {
    expect(instant('2023-06-14', DAILY, '2023-06-20 14:30')).toBe('2023-06-20T18:30:00.000Z');
    expect(instant('2023-06-14', undefined, '2023-06-20 14:30')).toBe('2023-06-20T18:30:00.000Z');
  });

  test('is never where neither says it', () => {
    expect(instant('2023-06-14', undefined)).toBeUndefined();
  });

  test('is a problem with file and line where the front matter names no time', () => {
    expect(due('2023-03-12', DAILY, '2023-03-12 02:30')).toMatchObject({
      ok: false,
      problems: [{ code: 'edition/send', severity: 'error', place: { file: FILE, line: 3 } }],
    });
  });
});

describe("a subscriber's own hour", () => {
  const time = { at: new Date('2023-06-14T10:00:00Z'), timeZone: 'America/New_York' };

  test('is the same time on the wall of each zone', () => {
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

  test('comes an hour later where clocks leave it out that morning', () => {
    const wall = '2023-03-26T02:30';
    expect(instantsByZone({ ...time, wall }, ['Europe/Berlin']).zones.get('Europe/Berlin')).toEqual(
      new Date('2023-03-26T01:30:00Z'),
    );
  });

  test('does not count where the edition names one instant', () => {
    expect(instantsByZone(time, ['Asia/Tokyo']).zones.size).toBe(0);
  });
});

describe('where an edition stands against the clock', () => {
  const meant = new Date('2023-06-14T10:00:00Z');
  const lateness = { hours: 6, policy: 'hold' } as const;

  test.each([
    ['2023-06-14T09:59:59.999Z', 'early'],
    ['2023-06-14T10:00:00.000Z', 'due'],
    ['2023-06-14T16:00:00.000Z', 'due'],
    ['2023-06-14T16:00:00.001Z', 'late'],
    ['2023-06-21T10:00:00.000Z', 'late'],
    ['2023-06-21T10:00:00.001Z', 'history'],
  ])('at %s it is %s', (now, standing) => {
    expect(timelinessAt(meant, meant, new Date(now), lateness)).toBe(standing);
  });

  test('it may begin before the time that lateness is counted from', () => {
    const begins = new Date('2023-06-13T18:00:00Z');
    expect(timelinessAt(begins, meant, new Date('2023-06-13T18:00:00Z'), lateness)).toBe('due');
    expect(timelinessAt(begins, meant, new Date('2023-06-13T17:59:00Z'), lateness)).toBe('early');
  });

  test('it is held after six hours where the config says nothing else', () => {
    expect(latenessOf(sampleConfig())).toEqual(lateness);
    const schedule = { at: '06:00', lateness: { policy: 'skip' } } as const;
    expect(latenessOf(sampleConfig({ schedule }))).toEqual({ hours: 6, policy: 'skip' });
  });
});
