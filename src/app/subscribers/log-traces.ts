/** What the logs of jobs have of an address. */
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { printable } from '../../base/printable.ts';
import { UserError } from '../../base/user-error.ts';
import { addressKey } from '../../subscribers/subscriber.ts';
import type { Workspace } from '../workspace.ts';

const CHUNK = 1 << 20;

/**
 * Overwrites an address in a log with asterisks, at its place: a job that appends to the log meanwhile
 * goes on. Returns how often it was there. Throws UserError if the file can't be changed.
 */
export async function eraseFromLog(
  { root }: Pick<Workspace, 'root'>,
  file: string,
  email: string,
): Promise<number> {
  const handle = await open(resolve(root, file), 'r+').catch(() => undefined);
  if (!handle) {
    throw new UserError(
      `Can't read and change the log ${printable(file)}.`,
      'Check its name and its permissions, then run the command again: erasing twice does no harm.',
    );
  }
  const pattern = patternOf(email);
  const overlap = Buffer.byteLength(email) + addressKey(email).length;
  const buffer = Buffer.alloc(CHUNK + overlap);
  let count = 0;
  try {
    for (let start = 0; ; start += CHUNK) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
      for (const { index, 0: found } of buffer.toString('latin1', 0, bytesRead).matchAll(pattern)) {
        await handle.write(Buffer.alloc(found.length, '*'), 0, found.length, start + index);
        count++;
      }
      if (bytesRead < buffer.length) return count;
    }
  } finally {
    await handle.close();
  }
}

/** Matches an address, no part of a longer one, where each byte is a character. */
function patternOf(email: string): RegExp {
  const spellings = new Set([email, email.normalize('NFD'), addressKey(email)]);
  const words = Array.from(spellings, (each) =>
    RegExp.escape(Buffer.from(each).toString('latin1')),
  );
  return new RegExp(
    String.raw`(?<![\w.!#$%&'*+/=?^{|}~\x80-\xff-])(?:${words.join('|')})(?!\.?[\w\x80-\xff-])`,
    'gi',
  );
}
