import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { asError } from '../../base/as-error.ts';
import { writeNew } from '../write-new.ts';

/** File systems without hard links, such as exFAT. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/**
 * Creates a file and its folders unless it exists, and returns whether it was created: as a whole and
 * on the disk, also if the process is killed meanwhile. It never replaces a file that another program
 * creates at the same moment. Throws what the file system says; no part of it stays.
 */
export function createFile(path: string, bytes: Uint8Array): boolean {
  const next = join(dirname(path), `.${basename(path)}.saving`);
  mkdirSync(dirname(path), { recursive: true });
  try {
    // What a killed process left, or a link that would lead elsewhere.
    removeFile(next);
    writeThrough(next, bytes);
    linkSync(next, path);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (NO_LINKS.includes(code)) return writeNew(path, bytes);
    // The message names the file that was meant.
    throw Object.assign(asError(error), { path, dest: undefined });
  } finally {
    removeFile(next);
  }
}

/** A folder that is in the way says so itself, when it is opened. */
function removeFile(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === false) rmSync(path);
}

function writeThrough(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'w');
  try {
    writeFileSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
