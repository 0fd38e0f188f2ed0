/** The process's streams as commands see them. */
import { WriteStream } from 'node:tty';
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
  { stdin, stdout, stderr }: Streams,
  stopSignal: Io['stopSignal'],
): Io {
  const { env } = surroundings;
  const columns = () => stderr.columns ?? USUAL_COLUMNS;
  return {
    ...surroundings,
    interactive: stdin.isTTY === true && stderr.isTTY === true && !env['CI'],
    columns,
    stopSignal,
    out: (line) => stdout.write(`${hasColors(stdout, env) ? line : unstyled(line)}\n`),
    note: (line) => stderr.write(`${hasColors(stderr, env) ? line : unstyled(line)}\n`),
    raw: (text) => stdout.write(text),
    redact: (text) => text,
    draw: (text) => stderr.write(terminalLine(text, columns())),
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
  return WriteStream.prototype.getColorDepth({ ...env }) > 2;
}

/** Cuts a line to a terminal's width, and puts what erases the line before it in front. */
export function terminalLine(text: string, columns: number): string {
  const plain = stripVTControlCharacters(text);
  return `\r\x1b[2K${Array.from(plain)
    .slice(0, columns - 1)
    .join('')}`;
}
