/**
 * Does one command line after the other, as `broadsheet` does, with everything loaded but once.
 * What a process alone can show (signals, its end, two at once on one ledger) is for real ones.
 */
import { runCommandLine } from '../../src/cli/command-line.ts';
import { terminalLine } from '../../src/cli/io.ts';

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
  const note = (line: string) => (output.stderr += `${line}\n`);
  const io = {
    cwd,
    env,
    clock: () => new Date(),
    interactive: false,
    stopSignal: () => new AbortController().signal,
    out: (line: string) => (output.stdout += `${line}\n`),
    note,
    draw: (text: string) => (output.stderr += terminalLine(text, 80)),
  };
  void runCommandLine(args, io).then((code) => process.send?.({ code, ...output } satisfies Ran));
});
