import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';

/** Mail in a Maildir: one file per message, which is complete or not there. */
export interface Maildir {
  /** Stores a message; resolves when it can be read. */
  deliver(message: Uint8Array): Promise<void>;
  /** Lists the names of the messages, oldest first. */
  list(): Promise<readonly string[]>;
  /** Reads a message, or at most its first bytes; undefined if there is none of that name. */
  read(name: string, bytes?: number): Promise<Buffer | undefined>;
  /** Removes a message, if it is there. */
  remove(name: string): Promise<void>;
  /** Removes the messages that are there now. */
  empty(): Promise<void>;
}

/** Letters, digits, dots, hyphens and underscores, no dot first, so that a name can't leave the folder. */
const NAME = /^[\w-][\w.-]{0,200}$/;

/** How many files are open at a time. */
export const OPEN_FILES = 64;

/** Opens the maildir in a folder, and makes what is missing of it. */
export async function openMaildir(folder: string): Promise<Maildir> {
  for (const part of ['tmp', 'new', 'cur']) {
    await mkdir(join(folder, part), { recursive: true, mode: 0o700 });
  }
  let count = 0;
  const list = async () =>
    (await readdir(join(folder, 'new'))).filter((name) => NAME.test(name)).sort();
  const remove = async (name: string) => {
    if (NAME.test(name)) await rm(join(folder, 'new', name), { force: true });
  };
  return {
    async deliver(message) {
      const order = String(count++).padStart(8, '0');
      const name = `${Date.now()}.${order}_${randomUUID()}.broadsheet`;
      await writeFile(join(folder, 'tmp', name), message, { mode: 0o600 });
      await rename(join(folder, 'tmp', name), join(folder, 'new', name));
    },
    list,
    async read(name, bytes) {
      if (!NAME.test(name)) return undefined;
      const file = join(folder, 'new', name);
      return bytes === undefined ? unlessGone(readFile(file)) : unlessGone(readStart(file, bytes));
    },
    remove,
    async empty() {
      await pLimit(OPEN_FILES).map(await list(), remove);
    },
  };
}

/** Returns when a message arrived, from its name; undefined if another program named it. */
export function caughtAt(name: string): Date | undefined {
  const milliseconds = /^\d{13}(?=\.)/.exec(name)?.[0];
  return milliseconds === undefined ? undefined : new Date(Number(milliseconds));
}

async function readStart(file: string, bytes: number): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
