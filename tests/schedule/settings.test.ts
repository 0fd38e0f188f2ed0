import { describe, expect, test } from 'vitest';
import { validateConfig } from '../../src/config/validate.ts';

const validate = (own: Readonly<Record<string, unknown>>) =>
  validateConfig({ name: 'News', from: 'news@example.com', postalAddress: 'x', ...own }, 'config');

describe('the schedule in the config', () => {
  test('there is no schedule by default', () => {
    expect(validate({}).schedule).toBeUndefined();
    expect(validate({}).audience).toEqual({ timeZone: 'newsletter' });
  });

  test('a schedule with only a time applies to every day and holds editions that are six hours late', () => {
    expect(validate({ schedule: { at: '06:00' } }).schedule).toEqual({
      days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
      at: '06:00',
      lateness: { hours: 6, policy: 'hold' },
    });
  });

  test('all settings of a schedule are kept', () => {
    const schedule = {
      days: ['sun', 'mon'],
      at: '23:59',
      timeZone: 'Asia/Kathmandu',
      lateness: { hours: 0.5, policy: 'send' },
    };
    const audience = { timeZone: 'subscriber' };
    expect(validate({ schedule, audience })).toMatchObject({ schedule, audience });
  });

  test.each([
    ['schedule.days', { days: [], at: '06:00' }, 'must contain at least one day'],
    ['schedule.days.0', { days: ['monday'], at: '06:00' }, 'one of mon, tue'],
    ['schedule.days', { days: ['mon', 'mon'], at: '06:00' }, 'must not repeat a day'],
    ['schedule.at', {}, 'expected string'],
    ['schedule.at', { at: '24:00' }, 'such as 06:00'],
    ['schedule.at', { at: '6am' }, 'such as 06:00'],
    ['schedule.timeZone', { at: '06:00', timeZone: 'Europe/Berlim' }, 'such as Europe/Berlin'],
    ['schedule.lateness.hours', { at: '06:00', lateness: { hours: 0 } }, 'above 0'],
    ['schedule.lateness.hours', { at: '06:00', lateness: { hours: 1000 } }, 'at most 168'],
    ['schedule.lateness.policy', { at: '06:00', lateness: { policy: 'wait' } }, '"hold"'],
    ['schedule.zone', { at: '06:00', zone: 'UTC' }, 'unknown setting'],
  ])('%s is reported by its path: %j', (path, schedule, words) => {
    expect(() => validate({ schedule })).toThrow(`${path}: `);
    expect(() => validate({ schedule })).toThrow(words);
  });

  test('an invalid audience is reported by its path', () => {
    expect(() => validate({ audience: { timeZone: 'Europe/Berlin' } })).toThrow(
      'audience.timeZone: must be "newsletter" or "subscriber"',
    );
  });
});
