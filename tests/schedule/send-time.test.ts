import { describe, expect, test } from 'vitest';
import { parseSendTime } from '../../src/schedule/send-time.ts';

const parse = (text: string, zone = 'America/New_York') => parseSendTime(text, zone);

const instant = (text: string, zone?: string) => {
  const time = parse(text, zone);
  return typeof time === 'string' ? time : time.at.toISOString();
};

describe('a valid send time', () => {
  test.each([
    ['2023-06-14 06:00', '2023-06-14T10:00:00.000Z'],
    ['2023-06-14T06:00', '2023-06-14T10:00:00.000Z'],
    ['2023-06-14 06:00:00', '2023-06-14T10:00:00.000Z'],
    ['2023-01-14 06:00', '2023-01-14T11:00:00.000Z'],
    ['2024-02-29 00:00', '2024-02-29T05:00:00.000Z'],
    ['2023-06-14T06:00[Europe/Berlin]', '2023-06-14T04:00:00.000Z'],
    ['2023-06-14 06:00[Asia/Kathmandu]', '2023-06-14T00:15:00.000Z'],
    ['2023-06-14T06:00Z', '2023-06-14T06:00:00.000Z'],
    ['2023-06-14T06:00+05:30', '2023-06-14T00:30:00.000Z'],
    ['2023-06-14T06:00-0400', '2023-06-14T10:00:00.000Z'],
    ['2023-06-14T06:00-04:00[America/New_York]', '2023-06-14T10:00:00.000Z'],
    ['2023-11-05T01:30-05:00[America/New_York]', '2023-11-05T06:30:00.000Z'],
  ])('the send time %s is %s', (text, expected) => {
    expect(instant(text)).toBe(expected);
  });

  test('a send time is local to each reader only if it has no zone and no offset', () => {
    const wall = (text: string) => {
      const time = parse(text);
      return typeof time === 'string' ? time : time.wall;
    };
    expect(wall('2023-06-14 06:00')).toBe('2023-06-14T06:00');
    expect(wall('2023-06-14T06:00[America/New_York]')).toBeUndefined();
    expect(wall('2023-06-14T06:00-04:00')).toBeUndefined();
    expect(wall('2023-06-14T06:00Z')).toBeUndefined();
  });
});

describe('an invalid send time', () => {
  test.each([
    '',
    'tomorrow',
    '2023-06-14',
    '06:00',
    '14.6.2023 06:00',
    '2023-6-14 06:00',
    '2023-06-14 6:00',
    '2023-06-14 06:00 PM',
    '2023-06-14 06:00\n',
    '٢٠٢٣-٠٦-١٤ ٠٦:٠٠',
    `2023-06-14 06:00${'0'.repeat(2000)}`,
  ])('%j is refused with an example of the format', (text) => {
    expect(parse(text)).toContain('is not a date and time, such as 2023-06-14 06:00');
  });

  test.each([
    ['2023-02-30 06:00', '2023-02-30 06:00 does not exist'],
    ['2023-02-29 06:00', '2023-02-29 06:00 does not exist'],
    ['2023-13-01 06:00', '2023-13-01 06:00 does not exist'],
    ['2023-06-14 25:00', '2023-06-14 25:00 does not exist'],
    ['2023-06-14 06:60', '2023-06-14 06:60 does not exist'],
    ['2023-02-30T06:00Z', '2023-02-30 06:00 does not exist'],
    ['2023-06-14T06:00[Europe/Berlim]', 'unknown time zone Europe/Berlim'],
    ['2023-06-14T06:00[u-ca=hebrew]', 'unknown time zone u-ca=hebrew'],
    ['2023-06-14T06:00Z[Mars/Olympus]', 'unknown time zone Mars/Olympus'],
    ['2023-06-14T06:00+99:00', 'invalid offset +99:00'],
    ['2023-06-14T06:00+02:00[America/New_York]', '+02:00 is not the offset of America/New_York'],
  ])('the send time %s is refused', (text, fault) => {
    expect(parse(text)).toContain(fault);
  });

  test('a time that clocks skip is refused with the time to write', () => {
    const fault = parse('2023-03-12 02:30');
    expect(fault).toContain('2023-03-12 02:30 does not exist in America/New_York');
    expect(fault).toContain('2023-03-12T03:30-04:00');
    expect(instant('2023-03-12T03:30-04:00')).toBe('2023-03-12T07:30:00.000Z');
  });

  test('a time that occurs twice is refused with both times to write', () => {
    const fault = parse('2023-10-29T02:30[Europe/Berlin]');
    expect(fault).toContain('2023-10-29 02:30 occurs twice in Europe/Berlin');
    expect(fault).toContain('2023-10-29T02:30+02:00 or 2023-10-29T02:30+01:00');
  });

  test('a time on a day that an island skipped is refused', () => {
    expect(parse('2011-12-30 06:00', 'Pacific/Apia')).toContain('does not exist in Pacific/Apia');
  });
});
