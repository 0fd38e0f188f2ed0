import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../base/user-error.ts';

/**
 * Writes a file, and the folders it stands in, where there is none of its name; whether it did.
 * Throws UserError where it cannot be written.
 */
export function writeNew(path: string, content: string | Uint8Array): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A file that stands where a folder should is no file of this name.
    if (code === 'EEXIST' && (error as NodeJS.ErrnoException).syscall === 'open') return false;
    if (code === undefined) throw error;
    throw new UserError(
      `${path} cannot be written: ${code}.`,
      'Check that the folder is one you may write to, and that the disk has room.',
    );
  }
}
