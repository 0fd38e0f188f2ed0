import { describe, expect, test } from 'vitest';
import { isUnavailable } from '../../../src/store/postgres/unavailable.ts';

describe('an error of PostgreSQL', () => {
  const error = (code?: string) => Object.assign(new Error('x'), { code });

  test.each([
    ['a lost connection', '08006'],
    ['a full disk', '53100'],
    ['too many connections', '53300'],
    ['a shutdown', '57P01'],
    ['a read-only transaction', '25006'],
    ['a wrong password', '28P01'],
    ['a missing privilege', '42501'],
    ['a network error', 'ECONNREFUSED'],
    ['a network error as long as an SQLSTATE', 'EPIPE'],
    ['a timeout of the driver', undefined],
  ])('means an unavailable database if it is %s (%s)', (_, code) => {
    expect(isUnavailable(error(code))).toBe(true);
  });

  test.each([
    ['a syntax error', '42601'],
    ['a missing table', '42P01'],
    ['a broken unique constraint', '23505'],
    ['text that the encoding can’t hold', '22021'],
    ['an error raised by a function', 'P0001'],
    ['an unsupported feature', '0A000'],
  ])('means a bug if it is %s (%s)', (_, code) => {
    expect(isUnavailable(error(code))).toBe(false);
  });

  test('means a bug if it is a RangeError', () => {
    expect(isUnavailable(new RangeError('x'))).toBe(false);
  });
});
