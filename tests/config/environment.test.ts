import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { isRunner, readEnvironment } from '../../src/config/environment.ts';
import { UserError } from '../../src/base/user-error.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test.each(['SMTP_URL=smtp://user:pa#ss@mail.test', 'export A=x#y', 'S = abc#'])(
  'a value that .env would cut at "#" is a mistake with its line: %s',
  (line) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.env'), `# a comment\n\n${line}\n`);
    expect(() => readEnvironment(folder, {})).toThrow(/\.env:3: the value of \w+ is cut at "#"/);
  },
);

test('a comment after a space, and "#" in quotation marks, may stand in .env', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.env'), 'A=x # why\nB="y#z"\nC=\'#\'\n#D=1#2\nE=\n');
  expect(readEnvironment(folder, {})).toEqual({ A: 'x', B: 'y#z', C: '#', E: '' });
});

describe('reading the environment', () => {
  let folder = '';
  beforeEach(() => {
    folder = temporaryFolder();
  });
  const write = (text: string) => {
    writeFileSync(join(folder, '.env'), text);
  };

  test('without a .env file the environment is that of the process', () => {
    expect(readEnvironment(folder, { HOME: '/root' })).toEqual({ HOME: '/root' });
  });

  test('the .env file adds variables', () => {
    write('# mail\nSMTP_URL="smtp://user:p%40ss@example.com"\n\nexport A=1 # one\nB=\n');
    expect(readEnvironment(folder, { HOME: '/root' })).toEqual({
      HOME: '/root',
      SMTP_URL: 'smtp://user:p%40ss@example.com',
      A: '1',
      B: '',
    });
  });

  test('the process overrides the .env file, even with an empty value', () => {
    write('A=file\nB=file\n');
    expect(readEnvironment(folder, { A: 'process', B: '' })).toEqual({ A: 'process', B: '' });
  });

  test('an empty .env file and lines that are not settings are allowed', () => {
    write('');
    expect(readEnvironment(folder, { A: '1' })).toEqual({ A: '1' });
    write('what is this\n=\n');
    expect(readEnvironment(folder, { A: '1' })['A']).toBe('1');
  });

  test('a .env file can have CRLF line breaks', () => {
    write('A=1\r\nB=2\r\n');
    expect(readEnvironment(folder, {})).toEqual({ A: '1', B: '2' });
  });

  test('a .env file can start with a byte order mark, as Windows editors write it', () => {
    write('\ufeffSMTP_URL=smtp://example.com\n');
    expect(readEnvironment(folder, {})['SMTP_URL']).toBe('smtp://example.com');
  });

  const SETTING = 'SMTP_URL=smtp://user:p%40ss@mail.daily-news.org\r\n';
  test.each([
    [
      'UTF-16 as Windows PowerShell writes it',
      Buffer.from(`\ufeff${SETTING}`, 'utf16le'),
      'UTF-16',
    ],
    ['UTF-16 without a byte order mark', Buffer.from(SETTING, 'utf16le'), 'UTF-16'],
    ['big-endian UTF-16', Buffer.from(`\ufeff${SETTING}`, 'utf16le').swap16(), 'UTF-16'],
    ['Windows-1252', Buffer.from(`${SETTING}# für später\n`, 'latin1'), 'not UTF-8'],
  ])('a .env file in %s is an error, and does not count as empty', (_, bytes, words) => {
    writeFileSync(join(folder, '.env'), bytes);
    expect(() => readEnvironment(folder, {})).toThrow(UserError);
    expect(() => readEnvironment(folder, {})).toThrow(words);
  });

  test('the given environment is not modified', () => {
    write('A=1\n');
    const process = Object.freeze({ HOME: '/root' });
    readEnvironment(folder, process);
    expect(process).toEqual({ HOME: '/root' });
  });

  test('a .env that is a folder is an error', () => {
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
])('with CI=%s, being on a CI runner is %s', (CI, expected) => {
  expect(isRunner({ CI })).toBe(expected);
});
