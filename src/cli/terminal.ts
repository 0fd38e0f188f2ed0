/** The process's streams as commands see them. */
import { stripVTControlCharacters } from 'node:util';
import type { Surroundings } from '../app/workspace.ts';
import { createRedactor } from '../base/redact.ts';
import type { Environment } from '../config/environment.ts';
import type { Io } from './io.ts';
import { unstyled } from './style.ts';

/** A stream that may be a terminal. */
export interface OutputStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

export interface Streams {
  readonly stdin: { readonly isTTY?: boolean | undefined };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
}

const USUAL_COLUMNS = 80;

/** Returns the Io of a process: results on stdout, notes on stderr, colours if the stream shows them. */
export function terminalIo(
  surroundings: Surroundings,
  streams: Streams,
  stopSignal: Io['stopSignal'],
): Io {
  const { env } = surroundings;
  const columns = () => streams.stderr.columns ?? USUAL_COLUMNS;
  const write = (stream: OutputStream, line: string) =>
    stream.write(`${hasColors(stream, env) ? line : unstyled(line)}\n`);
  return {
    ...surroundings,
    // Node opens a stream when it is first read, which takes a good part of the time of --help.
    interactive: () => streams.stdin.isTTY === true && streams.stderr.isTTY === true && !env['CI'],
    columns,
    stopSignal,
    out: (line) => write(streams.stdout, line),
    note: (line) => write(streams.stderr, line),
    raw: (text) => streams.stdout.write(text),
    redact: (text) => text,
    draw: (text) => streams.stderr.write(terminalLine(text, columns())),
  };
}

/** Returns an Io that hides the secrets of an environment, wherever it writes. */
export function withoutSecrets(io: Io, env: Environment): Io {
  const redact = createRedactor(env);
  return {
    ...io,
    env,
    redact,
    out: (line) => {
      io.out(redact(line));
    },
    note: (line) => {
      io.note(redact(line));
    },
    raw: (text) => {
      io.raw(redact(text));
    },
    draw: (text) => {
      io.draw(redact(text));
    },
  };
}

/** Whether a stream shows colours, as NO_COLOR, FORCE_COLOR, TERM and Node's own rules have it. */
function hasColors(stream: OutputStream, env: Environment): boolean {
  if (stream.isTTY !== true && env['FORCE_COLOR'] === undefined) return false;
  // Loaded here only: it loads sockets, and most commands in scripts never come this far.
  const { WriteStream } = process.getBuiltinModule('node:tty');
  return WriteStream.prototype.getColorDepth({ ...env }) > 2;
}

/** Cuts a line to a terminal's width, and puts what erases the line before it in front. */
export function terminalLine(text: string, columns: number): string {
  const plain = stripVTControlCharacters(text);
  return `\r\x1b[2K${Array.from(plain)
    .slice(0, columns - 1)
    .join('')}`;
}
