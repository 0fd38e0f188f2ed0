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

describe('a missing picture', () => {
  test('is reported with the name in its real capitalisation', () => {
    writeFileSync(join(folder, 'project/content/Photo.JPG'), 'x');
    expect(read('photo.jpg')).toEqual({
      fault: expect.stringContaining('There is "Photo.JPG": capital letters count') as string,
    });
  });

  test('is reported with the name in another extension', () => {
    writeFileSync(join(folder, 'project/content/plane.jpeg'), 'x');
    expect(read('plane.jpg')).toEqual({
      fault: expect.stringContaining('There is "plane.jpeg"') as string,
    });
  });

  test('is not confused with a text file of the same name', () => {
    writeFileSync(join(folder, 'project/content/plane.txt'), 'x');
    expect(read('plane.jpg')).toEqual({ fault: `can't be read next to ${ARTICLE}` });
  });
});

describe('a picture is read', () => {
  test.each([
    ['caf\u00e9.jpg', 'cafe\u0301.jpg'],
    ['cafe\u0301.jpg', 'caf\u00e9.jpg'],
  ])('as %j from a file named %j', (asked, stored) => {
    writeFileSync(join(folder, 'project/content', stored), 'x');
    expect(read(asked)).toEqual({ bytes: Buffer.from('x') });
  });

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

  test('next to an article outside the project', () => {
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

  test('through a link to a file or folder outside the project', () => {
    symlinkSync(join(folder, 'out.jpg'), join(folder, 'project', 'content', 'link.jpg'));
    symlinkSync(folder, join(folder, 'project', 'content', 'up'));
    const fault = 'is a link that leaves the project';
    expect(read('link.jpg')).toEqual({ fault });
    expect(read('up/out.jpg')).toEqual({ fault });
  });

  test('if it does not exist', () => {
    expect(read('none.jpg')).toEqual({ fault: `can't be read next to ${ARTICLE}` });
  });

  test('if it is a folder', () => {
    expect(read('pictures')).toEqual({ fault: 'is not a file' });
  });

  test('if it is too large', () => {
    truncateSync(join(folder, 'project', 'content', 'a.jpg'), 50_000_001);
    expect(read('a.jpg')).toEqual({
      fault: 'has 50,000,001 bytes, more than the limit of 50,000,000',
    });
  });
});
