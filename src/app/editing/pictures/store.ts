import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { editionId } from '../../../edition/name.ts';
import { createFile } from '../create-file.ts';

/** A picture beside an article. */
export interface StoredPicture {
  /** Its name in the article's folder. */
  readonly file: string;
  /** False if the same picture was there under this name. */
  readonly isNew: boolean;
}

/** More files of one name are hardly meant. */
const MOST_NAMES = 1000;

/**
 * Writes a picture beside an article, under a name made of the article's and its own: nothing there
 * is overwritten, and the same picture given twice is one file. Undefined if no name is free.
 */
export function storePicture(
  article: string,
  name: string,
  { bytes, extension }: { readonly bytes: Uint8Array; readonly extension: string },
): StoredPicture | undefined {
  const stem = fileStem(article, name);
  for (let number = 1; number <= MOST_NAMES; number++) {
    const file = `${stem}${number === 1 ? '' : `-${number}`}.${extension}`;
    const path = join(dirname(article), file);
    if (createFile(path, bytes)) return { file, isNew: true };
    if (isSame(path, bytes)) return { file, isNew: false };
  }
  return undefined;
}

/** A name in letters and digits, which begins like the article's so that both sort together. */
function fileStem(article: string, name: string): string {
  const own = basename(article, extname(article));
  const given = basename(name.replaceAll('\\', '/'));
  const words = wordsOf(given.replace(/\.[a-z\d]{1,5}$/i, ''));
  return words.startsWith(own) ? words : `${own}-${words}`;
}

function wordsOf(name: string): string {
  const day = '2000-01-01';
  return editionId(day, name)?.slice(day.length + 1) ?? 'picture';
}

function isSame(path: string, bytes: Uint8Array): boolean {
  try {
    return statSync(path).size === bytes.length && readFileSync(path).equals(bytes);
  } catch {
    return false;
  }
}
