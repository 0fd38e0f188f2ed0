import { describe, expect, test } from 'vitest';
import { parseEditionName } from '../../src/edition/name.ts';

describe('parseEditionName', () => {
  test('reads the id and the date', () => {
    expect(parseEditionName('2023-06-14-blinken-beijing.txt')).toEqual({
      id: '2023-06-14-blinken-beijing',
      date: '2023-06-14',
    });
  });

  test.each([
    '2024-02-29-leap-day.txt',
    '2023-06-14-a.txt',
    '2023-06-14-27-leaders.txt',
    '2023-06-14-Zürich.txt',
    '2023-06-14-北京.txt',
    '2023-06-14-بكين.txt',
    '2023-06-14-हिन्दी.txt',
    '2023-06-14-ze\u0301lande.txt',
  ])('takes %s', (name) => {
    expect(parseEditionName(name)?.id).toBe(name.slice(0, -'.txt'.length));
  });

  test.each([
    '',
    '.txt',
    'blinken.txt',
    '2023-06-14.txt',
    '2023-06-14-.txt',
    '2023-06-14--a.txt',
    '2023-06-14-a-.txt',
    '2023-06-14-a.html',
    '2023-06-14-a.txt.txt',
    '2023-06-14-a b.txt',
    '2023-06-14-a/b.txt',
    '../2023-06-14-a.txt',
    '2023-06-14-..txt',
    '2023-06-14-a\u0000.txt',
    '2023-06-14-a.txt\n',
    '2023-06-14-<script>.txt',
    '2023-02-29-no-leap-day.txt',
    '2023-02-30-a.txt',
    '2023-13-01-a.txt',
    '2023-00-10-a.txt',
    '23-06-14-a.txt',
    '2023-6-14-a.txt',
    '٢٠٢٣-٠٦-١٤-a.txt',
  ])('refuses %j', (name) => {
    expect(parseEditionName(name)).toBeUndefined();
  });
});

test('takes the name of a folder', () => {
  expect(parseEditionName('2023-06-14-digest')).toEqual({
    id: '2023-06-14-digest',
    date: '2023-06-14',
  });
});
