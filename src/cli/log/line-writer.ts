import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { asError } from '../../base/as-error.ts';
import { UserError } from '../../base/user-error.ts';

/** Appends lines to a file. It never throws: a log must not stop letters. */
export interface LineWriter {
  line(text: string): void;
  /** Writes what is held. */
  flush(): void;
  /** Writes what is held and closes the file. */
  close(): Written;
}

export type Written =
  | { readonly kind: 'complete' }
  /** The file could no longer be written, and so many lines are not in it. */
  | { readonly kind: 'broken'; readonly reason: string; readonly lost: number };

const FLUSH_EVERY_MS = 1000;
/** The size of the buffer in characters: one write for a few hundred letters. */
const HELD = 64 * 1024;

/**
 * Opens a file to append lines to, which is made with mode 0600 where it is not there. Lines are
 * held for a second at most and written in the foreground, so memory stays flat however fast they
 * come; those that are held when the process leaves at once are written too. Throws UserError if
 * the file can't be opened; `shown` is its name in messages.
 */
export function openLines(path: string, shown: string): LineWriter {
  const fd = openToAppend(path, shown);
  const writer = createWriter(fd);
  if (endsMidLine(fd, path)) writer.line('');
  const timer = setInterval(writer.flush, FLUSH_EVERY_MS).unref();
  process.on('exit', writer.flush);
  return {
    line: writer.line,
    flush: writer.flush,
    close: () => {
      process.off('exit', writer.flush);
      clearInterval(timer);
      writer.flush();
      try {
        closeSync(fd);
      } catch (error) {
        writer.fail(error);
      }
      return writer.end();
    },
  };
}

/** Writes lines in large pieces; after the first failure it only counts them. */
function createWriter(fd: number) {
  let held: string[] = [];
  let size = 0;
  let lost = 0;
  let reason: string | undefined;
  const fail = (error: unknown) => {
    reason ??= asError(error).message;
  };
  const flush = () => {
    let rest = Buffer.from(held.join(''));
    held = [];
    size = 0;
    try {
      while (reason === undefined && rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      fail(error);
    }
    lost += rest.reduce((lines, byte) => (byte === 0x0a ? lines + 1 : lines), 0);
  };
  return {
    fail,
    flush,
    line: (text: string) => {
      if (reason !== undefined) {
        lost++;
        return;
      }
      held.push(text, '\n');
      size += text.length + 1;
      if (size >= HELD) flush();
    },
    end: (): Written =>
      reason === undefined ? { kind: 'complete' } : { kind: 'broken', reason, lost },
  };
}

function openToAppend(path: string, shown: string): number {
  try {
    return openSync(path, 'a', 0o600);
  } catch (error) {
    const { code = '', message } = asError(error) as NodeJS.ErrnoException;
    throw new UserError(
      `The log ${shown} cannot be written: ${REASONS[code] ?? message}.`,
      'Name a file that you may write to, in a folder that is there: --log-file run.jsonl',
    );
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder is not there',
  ENOTDIR: 'what should be its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
};

/** Whether an earlier sender died while it wrote its last line. */
function endsMidLine(fd: number, path: string): boolean {
  const stat = fstatSync(fd);
  if (!stat.isFile() || stat.size === 0) return false;
  const last = Buffer.alloc(1);
  try {
    const readable = openSync(path, 'r');
    readSync(readable, last, 0, 1, stat.size - 1);
    closeSync(readable);
  } catch {
    return false;
  }
  return last[0] !== 0x0a;
}
