import { lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFile } from '../../src/app/editing/create-file.ts';
import { writeWhole } from '../../src/app/write-new.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test.each([
  ['a picture', 'photo.jpg', '.photo.jpg.saving', createFile],
  ['an approval', 'a.approved.json', 'a.approved.json.new', writeWhole],
] as const)('%s is written through no link under the name of its unfinished file', (...given) => {
  const [, name, unfinished, write] = given;
  const folder = temporaryFolder();
  const path = (file: string) => join(folder, file);
  writeFileSync(path('precious'), 'Mine');
  symlinkSync('precious', path(unfinished));
  write(path(name), Buffer.from('New'));
  expect(readFileSync(path('precious'), 'utf8')).toBe('Mine');
  expect(readFileSync(path(name), 'utf8')).toBe('New');

  symlinkSync('nothing-yet', path(unfinished));
  write(path(`2${name}`), Buffer.from('New'));
  write(path(name), Buffer.from('Newer'));
  expect(lstatSync(path('nothing-yet'), { throwIfNoEntry: false })).toBeUndefined();
});
