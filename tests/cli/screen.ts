/** A terminal of one width, as a person sees it, and an Io that writes notes to it. */
import { Writable } from 'node:stream';
import type { Io } from '../../src/cli/io.ts';
import { unstyled } from '../../src/cli/style.ts';
import { terminalLine } from '../../src/cli/terminal.ts';

export interface Screen extends Writable {
  readonly columns: number;
  /** The lines that stand there, without what was written over. */
  lines(): readonly string[];
  /** Everything that was written, as it was written. */
  raw(): string;
}

export function makeScreen(columns = 80): Screen {
  let raw = '';
  const stream = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      raw += text;
      done();
    },
  });
  return Object.assign(stream, {
    columns,
    raw: () => raw,
    lines: () => raw.split('\n').map((line) => shown(line, columns)),
  });
}

/** What a line shows after it was written over. */
function shown(line: string, columns: number): string {
  const last = line.split('\r\u001b[2K').at(-1) ?? '';
  if (line.includes('\r') && Array.from(last).length >= columns) throw new Error('It would wrap.');
  return last;
}

export function ioOn(screen: Screen, own: Partial<Io> = {}): Io {
  return {
    cwd: '/',
    env: {},
    clock: () => new Date(),
    interactive: () => true,
    stopSignal: () => new AbortController().signal,
    out: () => undefined,
    raw: () => undefined,
    redact: (text) => text,
    columns: () => screen.columns,
    note: (line) => screen.write(`${unstyled(line)}\n`),
    draw: (text) => screen.write(terminalLine(text, screen.columns)),
    ...own,
  };
}
