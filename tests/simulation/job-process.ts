/** A CI runner: a process that runs one job after the other, each with the clock it is given. */
import { sendDue } from '../../src/cli/commands/send/due.ts';
import { terminalIo } from '../../src/cli/terminal.ts';
import type { Environment } from '../../src/config/environment.ts';

export interface Job {
  /** A fresh checkout. */
  readonly cwd: string;
  readonly env: Environment;
  /** When it runs: milliseconds since 1970. */
  readonly time: number;
}

export type JobWord = { readonly line: string } | { readonly code: number };

const tell = (word: JobWord) => process.send?.(word);

process.on('disconnect', () => process.exit());

process.on('message', ({ cwd, env, time }: Job) => {
  const started = performance.now();
  const say = (line: string) => tell({ line });
  const stream = { write: (text: string) => say(text.replace(/\n$/, '')) };
  const clock = () => new Date(time + performance.now() - started);
  const streams = { stdin: {}, stdout: stream, stderr: stream };
  const io = terminalIo({ cwd, env, clock }, streams, () => new AbortController().signal);
  sendDue(undefined, { due: true }, io).then(
    (code) => tell({ code }),
    (error: unknown) => {
      say(error instanceof Error ? (error.stack ?? error.message) : String(error));
      tell({ code: 3 });
    },
  );
});
