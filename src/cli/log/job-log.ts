import { resolve } from 'node:path';
import type { DueEvent } from '../../app/send/due.ts';
import type { SendEvent } from '../../app/send/result.ts';
import type { Io } from '../io.ts';
import { maskAddresses, maskQuoted } from '../../base/mask-address.ts';
import { openLines, type Written } from './line-writer.ts';
import { logEntry, type LogEntry } from './log-entry.ts';

/** The story of a job as JSON, one object a line. It never throws: a log must not stop letters. */
export interface JobLog {
  event(event: SendEvent | DueEvent): void;
  /** Writes what is no event of sending, such as how the job ended. */
  write(entry: LogEntry): void;
  /** Writes what is held, for one who may die at any moment. */
  flush(): void;
  /** Writes the buffered lines and closes the file; returns what was written and lost. */
  close(): Written;
}

/**
 * Appends to the log of a job. `mask` shows of every address its first character and its domain.
 * Throws UserError if the file can't be opened.
 */
export function openJobLog(
  file: string,
  mask: boolean,
  { cwd, clock, redact }: Pick<Io, 'cwd' | 'clock' | 'redact'>,
): JobLog {
  const lines = openLines(resolve(cwd, file), file);
  let about: { readonly edition?: string; readonly run?: number } = {};
  const write = ({ event, ...fields }: LogEntry) => {
    const entry = { time: clock().toISOString(), event, ...about, ...fields };
    const line = mask ? JSON.stringify(entry, masker(fields.address)) : JSON.stringify(entry);
    lines.line(redact(line));
  };
  return {
    write,
    flush: () => {
      lines.flush();
    },
    close: () => lines.close(),
    event: (event) => {
      if (event.kind === 'turn') about = { edition: event.turn.edition };
      if (event.kind === 'prepared') about = { edition: event.edition };
      if (event.kind === 'started') about = { ...about, run: event.run.id };
      write(logEntry(event));
      if (event.kind === 'turn-ended') about = {};
    },
  };
}

/** Fields in which somebody's own words may name an address. */
const WORDS = new Set(['reply', 'reason', 'remedy', 'finding']);

/** Masks the fields that can contain an address. */
function masker(address: string | undefined) {
  return (key: string, value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    if (key === 'address' || key === 'server') return maskAddresses(value);
    if (!WORDS.has(key)) return value;
    return address === undefined ? maskAddresses(value) : maskQuoted(value, address);
  };
}
