import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRunner, readEnvironment } from '../../src/config/environment.ts';
import { UserError } from '../../src/base/user-error.ts';

describe('readEnvironment', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'broadsheet-env-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (text: string) => {
    writeFileSync(join(folder, '.env'), text);
  };

  test('is that of the process where there is no .env', () => {
    expect(readEnvironment(folder, { HOME: '/root' })).toEqual({ HOME: '/root' });
  });

  test('adds what .env says', () => {
    write('# mail\nSMTP_URL="smtp://user:p%40ss@example.com"\n\nexport A=1 # one\nB=\n');
    expect(readEnvironment(folder, { HOME: '/root' })).toEqual({
      HOME: '/root',
      SMTP_URL: 'smtp://user:p%40ss@example.com',
      A: '1',
      B: '',
    });
  });

  test('prefers the process, even where it says nothing on purpose', () => {
    write('A=file\nB=file\n');
    expect(readEnvironment(folder, { A: 'process', B: '' })).toEqual({ A: 'process', B: '' });
  });

  test('takes an empty file, and lines that are no settings', () => {
    write('');
    expect(readEnvironment(folder, { A: '1' })).toEqual({ A: '1' });
    write('what is this\n=\n');
    expect(readEnvironment(folder, { A: '1' })['A']).toBe('1');
  });

  test('takes CRLF', () => {
    write('A=1\r\nB=2\r\n');
    expect(readEnvironment(folder, {})).toEqual({ A: '1', B: '2' });
  });

  test('takes a byte order mark, as Windows editors write it', () => {
    write('\ufeffSMTP_URL=smtp://example.com\n');
    expect(readEnvironment(folder, {})['SMTP_URL']).toBe('smtp://example.com');
  });

  test('does not change what it was given', () => {
    write('A=1\n');
    const process = Object.freeze({ HOME: '/root' });
    readEnvironment(folder, process);
    expect(process).toEqual({ HOME: '/root' });
  });

  test('says that .env cannot be read where it is a folder', () => {
    mkdirSync(join(folder, '.env'));
    expect(() => readEnvironment(folder, {})).toThrow(UserError);
    expect(() => readEnvironment(folder, {})).toThrow(`Can't read ${join(folder, '.env')}`);
  });
});

test.each([
  ['true', true],
  ['1', true],
  ['woodpecker', true],
  [undefined, false],
  ['', false],
  ['0', false],
  ['False', false],
])('CI=%s: a runner is %s', (CI, expected) => {
  expect(isRunner({ CI })).toBe(expected);
});
