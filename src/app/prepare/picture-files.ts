import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { formatCount } from '../../base/format.ts';
import type { Picture, ReadPicture } from '../../pictures/prepare.ts';

export const MAX_PICTURE_BYTES = 50_000_000;

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
      const real = realpathSync(withSameName(path));
      if (!isInside(real, [realpathSync(root), realpathSync(folder)]))
        return { fault: 'is a link that leaves the project' };
      return readWhole(real);
    } catch {
      return { fault: `can't be read next to ${article}${nearName(path)}` };
    }
  };
}

/** The path itself, or of the one file whose name is the same in NFC: systems store either form. */
function withSameName(path: string): string {
  if (existsSync(path)) return path;
  const name = basename(path).normalize('NFC');
  const same = namesIn(dirname(path)).find((each) => each.normalize('NFC') === name);
  return same === undefined ? path : join(dirname(path), same);
}

/** A file that the writer may have meant, as the end of a sentence. */
function nearName(path: string): string {
  const folded = (name: string) => name.normalize('NFKC').toLowerCase();
  const stem = (name: string) => folded(name).replace(/\.jpe?g$|\.[a-z]+$/, '');
  const wanted = basename(path);
  const names = namesIn(dirname(path));
  const near =
    names.find((name) => folded(name) === folded(wanted)) ??
    names.find(
      (name) => name !== wanted && stem(name) === stem(wanted) && !/\.(?:txt|md)$/i.test(name),
    );
  if (near === undefined) return '';
  const why = folded(near) === folded(wanted) ? ': capital letters count' : '';
  return `. There is "${near}"${why}`;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readWhole(path: string): ReturnType<ReadPicture> {
  const stats = statSync(path);
  if (!stats.isFile()) return { fault: 'is not a file' };
  if (stats.size <= MAX_PICTURE_BYTES) return { bytes: readFileSync(path) };
  const [size, limit] = [stats.size, MAX_PICTURE_BYTES].map(formatCount);
  return { fault: `has ${size ?? ''} bytes, more than the limit of ${limit ?? ''}` };
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
 * Returns the HTML as it is opened from dist/<edition>/, where pictures that the letter carries are
 * shown from the files beside it, and its pictures by the sources that stand in it.
 */
export function onDisk({
  parts,
  pictures,
}: {
  readonly parts: { readonly html: string };
  readonly pictures: ReadonlyMap<string, Picture>;
}): {
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
