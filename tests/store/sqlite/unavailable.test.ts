import { describe, expect, test } from 'vitest';
import { isUnavailable } from '../../../src/store/sqlite/unavailable.ts';

describe('an error of SQLite', () => {
  const error = (errcode: number) =>
    Object.assign(new Error('x'), { code: 'ERR_SQLITE_ERROR', errcode });

  test.each([
    ['busy', 5],
    ['busy while recovering the WAL', 261],
    ['read-only', 8],
    ['an I/O error at fsync', 1034],
    ['corrupt', 11],
    ['full', 13],
    ['not a database', 26],
  ])('means an unavailable database if it is %s (%i)', (_, errcode) => {
    expect(isUnavailable(error(errcode))).toBe(true);
  });

  test.each([
    ['a syntax error', 1],
    ['a broken unique constraint', 2067],
    ['misuse', 21],
  ])('means a bug if it is %s (%i)', (_, errcode) => {
    expect(isUnavailable(error(errcode))).toBe(false);
  });

  test('means a bug if it is a TypeError', () => {
    expect(isUnavailable(new TypeError('x'))).toBe(false);
  });

  test('means an unavailable database if the worker thread could not start', () => {
    expect(isUnavailable(Object.assign(new Error('x'), { code: 'EMFILE' }))).toBe(true);
  });
});
