import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { asError } from '../../base/as-error.ts';
import type { DeliveryEvent, RunResult } from '../../deliver/events.ts';
import type { Tally } from '../../deliver/state.ts';
import type { Reply } from '../../smtp/reply.ts';
import { UserError } from '../../base/user-error.ts';
import type { Io } from '../io.ts';
import { maskAddresses, maskQuoted } from '../../base/mask-address.ts';

export interface RunLogOptions {
  /** Shows of every address its first character and its domain. */
  readonly mask: boolean;
  readonly edition: string;
  readonly runId: number;
}

/** The story of a run as JSON, one object a line. It never throws: a log must not stop letters. */
export interface RunLog {
  event(event: DeliveryEvent): void;
  /** How the run ended, and its states; without them if the ledger is unavailable. */
  result(result: RunResult, tally?: Tally): void;
  /** Writes what is held, for one who leaves at once. */
  flush(): void;
  /** Writes the buffered lines and closes the file; returns what was written and lost. */
  close(): RunLogEnd;
}

export type RunLogEnd =
  | { readonly kind: 'complete' }
  /** The file could no longer be written, and so many lines are not in it. */
  | { readonly kind: 'broken'; readonly reason: string; readonly lost: number };

const FLUSH_EVERY_MS = 1000;
/** The size of the buffer in characters: one write for a few hundred letters. */
const HELD = 64 * 1024;

/**
 * Appends to a log, which is made with mode 0600 where it is not there. Lines are held for a second
 * at most and written in the foreground, so memory stays flat however fast they come. Throws
 * UserError if the file can't be opened.
 */
export function openRunLog(
  file: string,
  { mask, edition, runId }: RunLogOptions,
  { cwd, clock, redact }: Pick<Io, 'cwd' | 'clock' | 'redact'>,
): RunLog {
  const path = resolve(cwd, file);
  const fd = openToAppend(path, file);
  const writer = createWriter(fd);
  if (endsMidLine(fd, path)) writer.line('');
  const timer = setInterval(writer.flush, FLUSH_EVERY_MS).unref();
  const write = ({ event, ...fields }: LogEntry) => {
    const entry = { time: clock().toISOString(), event, edition, run: runId, ...fields };
    const line = mask ? JSON.stringify(entry, masker(fields.address)) : JSON.stringify(entry);
    writer.line(redact(line));
  };
  return {
    event: (event) => {
      write(logEntry(event));
    },
    result: (result, tally) => {
      write(resultEntry(result, tally));
    },
    flush: writer.flush,
    close: () => {
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

/** Masks the fields that can contain an address. */
function masker(address: string | undefined) {
  return (key: string, value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    if (key === 'address' || key === 'server') return maskAddresses(value);
    if (key !== 'reply' && key !== 'reason') return value;
    return address === undefined ? maskAddresses(value) : maskQuoted(value, address);
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
    end: (): RunLogEnd =>
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

/** What a line of the log says beside its time, edition and run; undefined fields are left out. */
interface LogEntry {
  readonly event: string;
  readonly address?: string;
  readonly [field: string]: unknown;
}

/** Returns an event as fields. */
function logEntry(event: DeliveryEvent): LogEntry {
  switch (event.kind) {
    case 'outcome': {
      const { subscriber, domain, attempt, state, reply, reason } = event;
      const { server, messageId, retryAt } = event;
      return {
        event: 'outcome',
        address: subscriber.email,
        domain,
        state,
        attempt,
        ...replyFields(reply),
        reason,
        server,
        messageId,
        retryAt,
      };
    }
    case 'connection-failed': {
      const { server, failure, retryInMs } = event;
      const { stage, reply, message: reason } = failure;
      return { event: event.kind, server, stage, ...replyFields(reply), reason, retryInMs };
    }
    case 'connected':
    case 'slowed':
    case 'database-failed':
    case 'database-back':
    case 'waiting': {
      const { kind, ...fields } = event;
      return { event: kind, ...fields };
    }
  }
}

/** How a run ended, and its states. */
function resultEntry({ kind, ...fields }: RunResult, states?: Tally): LogEntry {
  return { event: 'result', result: kind, ...fields, states };
}

function replyFields(reply: Reply | undefined) {
  return { code: reply?.code, enhanced: reply?.enhanced, reply: reply?.text };
}
