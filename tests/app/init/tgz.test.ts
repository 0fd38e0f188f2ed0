import { gunzipSync } from 'node:zlib';
import { parseTar } from 'nanotar';
import { expect, test } from 'vitest';
import { tgz } from '../../../src/app/init/tgz.ts';

const RECORD = 512;

test.each([0, 1, RECORD, 10_240 - RECORD, 10_240 - 2 * RECORD, 20_000])(
  'an archive with a file of %i bytes has two empty records at its end',
  (size) => {
    const archive = tgz([{ name: 'package/a', data: Buffer.alloc(size, 'a') }]);
    const tar = Uint8Array.from(gunzipSync(archive));
    expect(tar.subarray(-2 * RECORD)).toEqual(new Uint8Array(2 * RECORD));
    expect(tar.length % RECORD).toBe(0);
    expect(parseTar(tar).map(({ name, size: parsed }) => [name, parsed])).toEqual([
      ['package/a', size],
    ]);
  },
);

test('the same files make the same archive', () => {
  const files = [{ name: 'package/a', data: 'a' }];
  expect(tgz(files).equals(tgz(files))).toBe(true);
});

test('a path that the format would cut is refused', () => {
  expect(() => tgz([{ name: 'a'.repeat(101), data: '' }])).toThrow(/too long/);
});
