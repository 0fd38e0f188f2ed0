import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Picture, ReadPicture } from '../../pictures/prepare.ts';
import type { Prepared } from './prepare.ts';

const MAX_PICTURE_BYTES = 50_000_000;

/**
 * Reads pictures beside articles. A path that leaves both the project and the article's folder,
 * by itself or by a link, is refused before anything is read.
 */
export function pictureReader(root: string): ReadPicture {
  return (article, file) => {
    const folder = dirname(resolve(root, article));
    const path = resolve(folder, file);
    if (!isInside(path, [root, folder])) return { fault: 'leaves the project' };
    try {
      const real = realpathSync(path);
      if (!isInside(real, [realpathSync(root), realpathSync(folder)]))
        return { fault: 'is a link that leaves the project' };
      return readWhole(real);
    } catch {
      return { fault: `is not there, or may not be read: it is looked for beside ${article}` };
    }
  };
}

function readWhole(path: string): ReturnType<ReadPicture> {
  const stats = statSync(path);
  if (!stats.isFile()) return { fault: 'is not a file' };
  if (stats.size <= MAX_PICTURE_BYTES) return { bytes: readFileSync(path) };
  const limit = MAX_PICTURE_BYTES.toLocaleString('en-US');
  return {
    fault: `has ${stats.size.toLocaleString('en-US')} bytes, more than the limit of ${limit}`,
  };
}

function isInside(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => {
    const way = relative(folder, path);
    return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  });
}

/** Where the pictures lie in dist/<edition>/. */
export const IMAGES = 'images';

/**
 * The HTML as it is opened from dist/<edition>/, where pictures that the letter carries are shown
 * from the files beside it, and its pictures by the sources that stand in it.
 */
export function onDisk({ parts, pictures }: Prepared): {
  html: string;
  pictures: ReadonlyMap<string, Picture>;
} {
  const shown = Array.from(pictures, ([source, picture]) => {
    const { contentId, name } = picture;
    return { source, picture, onDisk: contentId === undefined ? source : `${IMAGES}/${name}` };
  });
  return {
    html: shown.reduce((html, each) => html.replaceAll(each.source, each.onDisk), parts.html),
    pictures: new Map(shown.map((each) => [each.onDisk, each.picture])),
  };
}
