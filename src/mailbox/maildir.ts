import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Mail kept as a Maildir: one file a message, complete or not there. */
export interface Maildir {
  /** Keeps a message; resolves when it can be read. */
  deliver(message: Uint8Array): Promise<void>;
  /** The names of the messages, oldest first. */
  list(): Promise<readonly string[]>;
  read(name: string): Promise<Buffer>;
}

export async function openMaildir(folder: string): Promise<Maildir> {
  for (const part of ['tmp', 'new', 'cur']) await mkdir(join(folder, part), { recursive: true });
  let count = 0;
  return {
    async deliver(message) {
      const order = String(count++).padStart(8, '0');
      const name = `${Date.now()}.${order}_${randomUUID()}.broadsheet`;
      await writeFile(join(folder, 'tmp', name), message);
      await rename(join(folder, 'tmp', name), join(folder, 'new', name));
    },
    async list() {
      return (await readdir(join(folder, 'new'))).sort();
    },
    read: (name) => readFile(join(folder, 'new', name)),
  };
}
