import { describe, expect, test } from 'vitest';
import { isWithin, parseQuery, within } from '../../../src/app/find/query.ts';

describe('a query', () => {
  test.each([
    ['', []],
    ['  \t ', []],
    ['Blinken Beijing', ['blinken', 'beijing']],
    ['blinken Blinken', ['blinken']],
    ['"spy  balloon" China', ['spy balloon', 'china']],
    ['“spy balloon', ['spy balloon']],
    ['„Straße“ «à Paris»', ['strasse', 'a paris']],
    ['""', []],
    ['..', ['..']],
    ['U.S.-led', ['u.s.-led']],
    ['ada@example.com', ['ada@example.com']],
    ['\u200b', []],
  ])('%j has the terms %j', (text, terms) => {
    expect(parseQuery(text).terms).toEqual(terms);
  });

  test.each([
    ['2023-06..2023-08', '2023-06-01', '2023-08-31'],
    ['2023-06-14..', '2023-06-14', undefined],
    ['..2022', undefined, '2022-12-31'],
    ['2021..2023 2022..2025', '2022-01-01', '2023-12-31'],
    ['"2021..2023"', undefined, undefined],
    ['2023', undefined, undefined],
    ['1..2', undefined, undefined],
  ])('%j asks for the days from %s to %s', (text, from, to) => {
    const query = parseQuery(text);
    expect([query.from, query.to]).toEqual([from, to]);
  });

  test('a range and the days of the form limit a query together', () => {
    expect(within(parseQuery('2023..'), '2023-05-01', '2023-05-31')).toEqual({
      terms: [],
      from: '2023-05-01',
      to: '2023-05-31',
    });
    expect(within(parseQuery('2023-06..'), '2023-05-01', '')).toMatchObject({ from: '2023-06-01' });
  });

  test('both ends of a range belong to it, and a range that ends before it begins has no day', () => {
    const june = parseQuery('2023-06..2023-06');
    expect(
      ['2023-05-31', '2023-06-01', '2023-06-30', '2023-07-01'].map((day) => isWithin(june, day)),
    ).toEqual([false, true, true, false]);
    expect(isWithin(parseQuery('2024..2023'), '2023-06-01')).toBe(false);
  });

  test('a pasted story is cut, and takes no longer than a word', () => {
    const { terms } = parseQuery('word'.repeat(100_000));
    expect(terms[0]?.length).toBeLessThanOrEqual(300);
    expect(
      parseQuery(Array.from({ length: 99 }, (_, each) => `w${each}`).join(' ')).terms.length,
    ).toBeLessThan(20);
  });
});
