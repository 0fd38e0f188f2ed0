import { expect, test } from 'vitest';
import {
  formatCount,
  formatDay,
  formatDuration,
  formatRate,
  kilobytes,
  plural,
} from '../../src/base/format.ts';

test('a count has thousands separators', () => {
  expect([0, 999, 12_345, 1_000_000].map(formatCount)).toEqual(['0', '999', '12,345', '1,000,000']);
});

test('a noun is plural unless the count is 1', () => {
  expect(plural(1, 'letter')).toBe('1 letter');
  expect(plural(0, 'letter')).toBe('0 letters');
  expect(plural(2000, 'story', 'stories')).toBe('2,000 stories');
});

test('a size is in thousands of bytes with one decimal', () => {
  expect([0, 46_149, 84_000, 1_234_567].map(kilobytes)).toEqual([
    '0.0 KB',
    '46.1 KB',
    '84.0 KB',
    '1,234.6 KB',
  ]);
});

test('a rate has one decimal below 10 and none from 10 on', () => {
  expect([0.25, 2.5, 10.4, 1204.2].map(formatRate)).toEqual(['0.3', '2.5', '10', '1,204']);
});

test('a duration is in its two largest units, without units of zero', () => {
  const durations = [-1, 0, 0.4, 59.6, 270, 3600, 7 * 3600 + 300, 2 * 86_400 + 3 * 3600 + 59];
  expect(durations.map(formatDuration)).toEqual([
    '0 s',
    '0 s',
    '0 s',
    '1 min',
    '4 min 30 s',
    '1 h',
    '7 h 5 min',
    '2 d 3 h',
  ]);
  expect(formatDuration(400 * 86_400)).toBe('400 d');
});

test('a day is written in full', () => {
  expect(formatDay('2023-06-14')).toBe('Wednesday, June 14, 2023');
});
