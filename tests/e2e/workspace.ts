/** A newsletter in a folder of its own, and the command run in it as a person runs it. */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/sample.ts';
import type { CommandJob, Ran } from './command-process.ts';

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
}

export interface TestWorkspace {
  readonly folder: string;
  write(file: string, content: string | Uint8Array): void;
  /** Adds a setting to the config. */
  configure(setting: string): void;
  /** What a command line prints; those of a file share a process, which is loaded once. */
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
  /** The same on a terminal so many characters wide, or by a clock that stands still. */
  runOn(
    args: readonly string[],
    surroundings: Pick<CommandJob, 'terminal' | 'time'>,
    env?: Readonly<Record<string, string>>,
  ): Promise<Ran>;
  /** The same in a process of its own, while it runs. */
  start(args: readonly string[], env?: Readonly<Record<string, string>>): Running;
  remove(): void;
}

/** A copy of the sample newsletter: its config and its content. */
export function makeWorkspace(): TestWorkspace {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-'));
  cpSync(join(ROOT, 'content'), join(folder, 'content'), { recursive: true });
  cpSync(join(ROOT, 'broadsheet.config.ts'), join(folder, 'broadsheet.config.ts'));
  return {
    folder,
    write: (file, content) => {
      writeFileSync(join(folder, file), content);
    },
    configure: (setting) => {
      const file = join(folder, 'broadsheet.config.ts');
      const config = readFileSync(file, 'utf8');
      writeFileSync(file, config.replace(/\}\);\s*$/, `  ${setting},\n});\n`));
    },
    run: (args, env = {}) =>
      isForNode(env)
        ? startCommand(folder, args, env).ended
        : runCommand({ args, cwd: folder, env: withBasics(env) }),
    runOn: (args, surroundings, env = {}) =>
      runCommand({
        args,
        cwd: folder,
        // A person at a terminal is no job.
        env: surroundings.terminal === undefined ? withBasics(env) : { ...basics(), ...env },
        ...surroundings,
      }),
    start: (args, env = {}) => startCommand(folder, args, env),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function withBasics(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { ...basics(), CI: 'true', ...env };
}

function basics(): Readonly<Record<string, string>> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME };
}

/** Whether a variable is one that Node reads when it starts. */
function isForNode(env: Readonly<Record<string, string>>): boolean {
  return Object.keys(env).some((name) => name.startsWith('NODE_'));
}

/** Processes that have nothing to do at the moment; they end with the one that tests. */
const idle: ChildProcess[] = [];

function runCommand(job: CommandJob): Promise<Ran> {
  const child = idle.pop() ?? fork(join(import.meta.dirname, 'command-process.ts'));
  return new Promise((resolve, reject) => {
    const died = (code: number | null) => {
      reject(new Error(`The process that ran ${job.args.join(' ')} ended with ${String(code)}.`));
    };
    child.once('exit', died);
    child.once('message', (ran: Ran) => {
      child.off('exit', died);
      idle.push(child);
      resolve(ran);
    });
    child.send(job);
  });
}

function startCommand(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Running {
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'broadsheet.js'), ...args], {
    cwd,
    env: withBasics(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = new Promise<Ran>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, ...output });
    });
  });
  return { child, ended };
}
