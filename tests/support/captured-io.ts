/** An Io whose streams are kept instead of shown: of a job, where nobody sits at a terminal. */
import type { Surroundings } from '../../src/app/workspace.ts';
import type { Io } from '../../src/cli/io.ts';
import { terminalIo, type OutputStream } from '../../src/cli/terminal.ts';

export interface CapturedIo {
  readonly io: Io;
  /** What was written so far: results, and notes. */
  readonly out: () => string;
  readonly notes: () => string;
}

/** Captures what a command writes; `streams` says what kind of streams they are. */
export function captureIo(
  surroundings: Surroundings,
  { tty = false, columns = 80 }: { readonly tty?: boolean; readonly columns?: number } = {},
): CapturedIo {
  const [stdout, out] = captured(tty, columns);
  const [stderr, notes] = captured(tty, columns);
  const streams = { stdin: { isTTY: tty }, stdout, stderr };
  const io = terminalIo(surroundings, streams, () => new AbortController().signal);
  return { io, out, notes };
}

function captured(isTTY: boolean, columns: number): readonly [OutputStream, () => string] {
  let written = '';
  return [{ isTTY, columns, write: (text) => (written += text) }, () => written];
}
