import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileFault } from '../../src/base/file-fault.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
}

describe('a fault of a disk or a file', () => {
  test('is a full disk, which passes', () => {
    const full = openSync('/dev/full', 'w');
    const error = thrownBy(() => writeSync(full, 'x'));
    closeSync(full);
    expect(fileFault(error)).toEqual({
      message: 'The disk is full (ENOSPC).',
      remedy: 'Free some space, then try again.',
      passes: true,
    });
  });

  test('is a file in the place of a folder, which is named and does not pass', () => {
    const file = join(temporaryFolder(), 'dist');
    writeFileSync(file, '');
    const error = thrownBy(() => mkdirSync(join(file, 'x'), { recursive: true }));
    expect(fileFault(error)).toMatchObject({
      message: `Can't use ${join(file, 'x')}: a file is in the place of a folder (ENOTDIR).`,
      passes: false,
    });
  });

  test('is a folder in the place of a file', () => {
    const error = thrownBy(() => {
      writeFileSync(temporaryFolder(), '');
    });
    expect(fileFault(error)?.message).toMatch(/a folder is in the place of the file \(EISDIR\)/);
  });

  test.each([
    [
      'a file that this program should have known to be missing',
      () => readFileSync('/no/such/file'),
    ],
    ['a TypeError', () => (undefined as unknown as string).length],
    [
      'an error with such a code that is about no file',
      () => {
        throw Object.assign(new Error('x'), { code: 'EACCES', syscall: 'listen' });
      },
    ],
    [
      'anything that is no Error',
      () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- that is the case
        throw 'ENOSPC';
      },
    ],
  ])('is not %s', (_, act) => {
    expect(fileFault(thrownBy(act))).toBeUndefined();
  });

  test('is not a connection that is refused', async () => {
    const error = await new Promise((resolve) => connect(1, '127.0.0.1').on('error', resolve));
    expect(fileFault(error)).toBeUndefined();
  });
});
