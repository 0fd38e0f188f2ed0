import { constants, type Stats } from 'node:fs';
import { access, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { asError } from '../../base/as-error.ts';

/** What a file is replaced with, and what has to be true of it at that moment. */
export interface Replacement {
  readonly bytes: Uint8Array;
  /** Asked right before the file is replaced. */
  readonly mayReplace: () => Promise<boolean>;
}

/**
 * Replaces a file as a whole: it is on the disk, and survives a power cut, when this resolves. Returns
 * false, with nothing changed, if it may not be replaced any more. Throws what the file system says;
 * the file is then as it was.
 */
export async function replaceFile(
  path: string,
  { bytes, mayReplace }: Replacement,
): Promise<boolean> {
  // Whoever holds the file's lock may use this name; what a killed process left is removed.
  const next = join(dirname(path), `.${basename(path)}.saving`);
  try {
    const { mode } = await writable(path);
    await writeThrough(next, bytes, mode);
    if (!(await mayReplace())) {
      await rm(next, { force: true });
      return false;
    }
    await rename(next, path);
  } catch (error) {
    await rm(next, { force: true }).catch(() => undefined);
    // The message names the file that was meant.
    throw Object.assign(asError(error), { path, dest: undefined });
  }
  await syncFolder(dirname(path));
  return true;
}

/** Renaming would replace a file that nobody may write. */
async function writable(path: string): Promise<Stats> {
  await access(path, constants.W_OK);
  const found = await stat(path);
  if ((found.mode & 0o222) !== 0) return found;
  throw Object.assign(new Error('The file is read-only.'), { code: 'EACCES', syscall: 'access' });
}

async function writeThrough(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  // A link of this name, such as from a clone, would lead elsewhere.
  await rm(path, { force: true });
  const file = await open(path, 'wx', mode);
  try {
    await file.chmod(mode & 0o7777);
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a rename durable, where the system lets a folder be opened. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  try {
    await folder?.sync();
  } catch {
    // The file itself is on the disk.
  } finally {
    await folder?.close();
  }
}
