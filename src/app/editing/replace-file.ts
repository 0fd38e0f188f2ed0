import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  type Stats,
} from 'node:fs';
import { access, open, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { asError } from '../../base/as-error.ts';

/** What a file is replaced with, and what it has to have at that moment. */
export interface Replacement {
  readonly bytes: Uint8Array;
  /** Whether these bytes of the file are those that may be replaced. */
  readonly mayReplace: (now: Buffer) => boolean;
}

/**
 * Replaces a file as a whole: it is on the disk, and survives a power cut, when this resolves. Returns
 * false if another program has written it meanwhile: what that program wrote is there then. Throws
 * what the file system says; the file is then as it was.
 */
export async function replaceFile(path: string, replacement: Replacement): Promise<boolean> {
  // Only the holder of the file's lock uses this name; what a killed process left is removed.
  const next = join(dirname(path), `.${basename(path)}.saving`);
  try {
    const { mode } = await writable(path);
    await writeThrough(next, replacement.bytes, mode);
    const late = exchange(next, path, replacement);
    if (late !== undefined) {
      if (late.length > 0) await putBack(next, path, late, mode);
      await rm(next, { force: true });
      return false;
    }
  } catch (error) {
    await rm(next, { force: true }).catch(() => undefined);
    // The message names the file that was meant.
    throw Object.assign(asError(error), { path, dest: undefined });
  }
  await syncFolder(dirname(path));
  return true;
}

/**
 * Puts a file in the place of another one, with nothing between the last look at that one and the
 * renaming. Returns undefined if all is well. Otherwise another program has written the file: empty
 * bytes if nothing was renamed, and what it wrote if it did so while the file was renamed.
 */
function exchange(
  next: string,
  path: string,
  { mayReplace }: Pick<Replacement, 'mayReplace'>,
): Buffer | undefined {
  // The file that is replaced can still be read by what opened it before.
  const before = openSync(path, 'r');
  try {
    if (!mayReplace(bytesIn(before)) || !isAt(path, before)) return Buffer.alloc(0);
    renameSync(next, path);
    const after = bytesIn(before);
    return mayReplace(after) ? undefined : after;
  } finally {
    closeSync(before);
  }
}

/** Whether a path still leads to a file that was opened there. */
function isAt(path: string, file: number): boolean {
  const [there, opened] = [statSync(path), fstatSync(file)];
  return there.ino === opened.ino && there.dev === opened.dev;
}

function bytesIn(file: number): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const part = Buffer.alloc(65_536);
    const length = readSync(file, part, 0, part.length, at);
    if (length === 0) return Buffer.concat(parts);
    parts.push(part.subarray(0, length));
    at += length;
  }
}

async function putBack(next: string, path: string, bytes: Buffer, mode: number): Promise<void> {
  await writeThrough(next, bytes, mode);
  renameSync(next, path);
  await syncFolder(dirname(path));
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
