import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../base/user-error.ts';

/**
 * Creates a file and its folders unless it exists; returns whether it was created.
 * Throws UserError if it can't be written.
 */
export function writeNew(path: string, content: string | Uint8Array): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A file in the place of one of its folders is another file.
    if (code === 'EEXIST' && (error as NodeJS.ErrnoException).syscall === 'open') return false;
    if (code === undefined) throw error;
    throw new UserError(
      `${path} cannot be written: ${code}.`,
      'Check that the folder is one you may write to, and that the disk has room.',
    );
  }
}
