/**
 * Does one command line after the other, as `broadsheet` does, with everything loaded but once.
 * What a process alone can show (signals, its end, two at once on one ledger) is for real ones.
 */
import { runCommandLine } from '../../src/cli/command-line.ts';
import { terminalIo } from '../../src/cli/terminal.ts';

export interface CommandJob {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** A terminal so many characters wide, instead of pipes. */
  readonly terminal?: number;
  /** The time by the command's clock, in milliseconds since 1970; otherwise the real time. */
  readonly time?: number;
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

process.on('disconnect', () => process.exit());

process.on('message', ({ args, cwd, env, terminal, time }: CommandJob) => {
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, env);
  const output = { stdout: '', stderr: '' };
  const kind = terminal === undefined ? {} : { isTTY: true, columns: terminal };
  const streams = {
    stdin: kind,
    stdout: { ...kind, write: (text: string) => (output.stdout += text) },
    stderr: { ...kind, write: (text: string) => (output.stderr += text) },
  };
  const clock = () => new Date(time ?? Date.now());
  const stopSignal = () => new AbortController().signal;
  const io = terminalIo({ cwd, env, clock }, streams, stopSignal);
  void runCommandLine(args, io).then((code) => process.send?.({ code, ...output } satisfies Ran));
});
