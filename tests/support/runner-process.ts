/** A process that runs one command line after another, as a CI runner does. */
import { runCommandLine } from '../../src/cli/command-line.ts';
import { terminalIo } from '../../src/cli/terminal.ts';
import type { Environment } from '../../src/config/environment.ts';

export interface Job {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Environment;
  /** When it starts, in milliseconds since 1970; otherwise now. */
  readonly time?: number;
}

export type Report = { readonly text: string } | { readonly code: number };

const report = (what: Report) => process.send?.(what);

process.on('disconnect', () => process.exit());

process.on('message', ({ args, cwd, env, time = Date.now() }: Job) => {
  const started = performance.now();
  const clock = () => new Date(time + performance.now() - started);
  const stream = { write: (text: string) => report({ text }) };
  const streams = { stdin: {}, stdout: stream, stderr: stream };
  const io = terminalIo({ cwd, env, clock }, streams, () => new AbortController().signal);
  void runCommandLine(args, io).then((code) => report({ code }));
});
