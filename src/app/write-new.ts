import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { asError } from '../base/as-error.ts';

/**
 * Creates a file and its folders unless it exists; returns whether it was created. If it can't be
 * written as a whole, no part of it stays.
 */
export function writeNew(path: string, content: string | Uint8Array): boolean {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // Where it could not even be opened, what is there is somebody else's.
    if (syscall !== 'open') rmSync(path, { force: true });
    throw error;
  }
}

/** Writes a file, in place of an earlier one, which stays if the new one can't be written. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const next = `${path}.new`;
  try {
    // A link of this name would lead elsewhere.
    rmSync(next, { force: true });
    writeFileSync(next, content, { flag: 'wx' });
    renameSync(next, path);
  } catch (error) {
    rmSync(next, { force: true });
    // The message names the file that was meant.
    throw Object.assign(asError(error), { path, dest: undefined });
  }
}
