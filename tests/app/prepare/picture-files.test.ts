import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { pictureReader } from '../../../src/app/prepare/picture-files.ts';
import type { ReadPicture } from '../../../src/pictures/prepare.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ARTICLE = 'content/2023-06-14-blinken.txt';
let folder: string;
let read: (file: string) => ReturnType<ReadPicture>;

beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, 'project', 'content', 'pictures'), { recursive: true });
  for (const file of ['content/a.jpg', 'content/pictures/b.jpg', 'c.jpg', '../out.jpg'])
    writeFileSync(join(folder, 'project', file), file);
  read = (file) => pictureReader(join(folder, 'project'))(ARTICLE, file);
});

describe('a picture is read', () => {
  test.each([
    ['a.jpg', 'content/a.jpg'],
    ['./a.jpg', 'content/a.jpg'],
    ['pictures/b.jpg', 'content/pictures/b.jpg'],
    ['../c.jpg', 'c.jpg'],
  ])('as %s, in the project', (file, content) => {
    expect(read(file)).toEqual({ bytes: Buffer.from(content) });
  });

  test('through a link that stays in the project', () => {
    symlinkSync(join(folder, 'project', 'c.jpg'), join(folder, 'project', 'content', 'link.jpg'));
    expect(read('link.jpg')).toEqual({ bytes: Buffer.from('c.jpg') });
  });

  test('beside an article that is elsewhere', () => {
    const outside = pictureReader(join(folder, 'project'));
    expect(outside(join(folder, 'story.txt'), 'out.jpg')).toEqual({
      bytes: Buffer.from('../out.jpg'),
    });
  });
});

describe('a picture is refused', () => {
  test.each(['../../out.jpg', '../../none.jpg', '/etc/hostname', '../../../../../etc/hostname'])(
    'as %s, which leaves the project',
    (file) => {
      expect(read(file)).toEqual({ fault: 'leaves the project' });
    },
  );

  test('through a link to the outside, of a file or of a folder', () => {
    symlinkSync(join(folder, 'out.jpg'), join(folder, 'project', 'content', 'link.jpg'));
    symlinkSync(folder, join(folder, 'project', 'content', 'up'));
    const fault = 'is a link that leaves the project';
    expect(read('link.jpg')).toEqual({ fault });
    expect(read('up/out.jpg')).toEqual({ fault });
  });

  test('where it is not there', () => {
    expect(read('none.jpg')).toEqual({
      fault: `is not there, or may not be read: it is looked for beside ${ARTICLE}`,
    });
  });

  test('where it is a folder', () => {
    expect(read('pictures')).toEqual({ fault: 'is not a file' });
  });

  test('where it is enormous', () => {
    truncateSync(join(folder, 'project', 'content', 'a.jpg'), 50_000_001);
    expect(read('a.jpg')).toEqual({
      fault: 'has 50,000,001 bytes, more than the limit of 50,000,000',
    });
  });
});
