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
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

process.on('disconnect', () => process.exit());

process.on('message', ({ args, cwd, env }: CommandJob) => {
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, env);
  const output = { stdout: '', stderr: '' };
  const streams = {
    stdin: {},
    stdout: { write: (text: string) => (output.stdout += text) },
    stderr: { write: (text: string) => (output.stderr += text) },
  };
  const stopSignal = () => new AbortController().signal;
  const io = terminalIo({ cwd, env, clock: () => new Date() }, streams, stopSignal);
  void runCommandLine(args, io).then((code) => process.send?.({ code, ...output } satisfies Ran));
});
