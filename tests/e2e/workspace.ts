/** A newsletter in a folder of its own, and the command run in it as a person runs it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../sample.ts';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
}

export interface TestWorkspace {
  readonly folder: string;
  write(file: string, content: string | Uint8Array): void;
  /** Adds a setting to the config. */
  configure(setting: string): void;
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
  /** The same, while it runs. */
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
    run: (args, env = {}) => startCommand(folder, args, env).ended,
    start: (args, env = {}) => startCommand(folder, args, env),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startCommand(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Running {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'broadsheet.js'), ...args], {
    cwd,
    env: { PATH, HOME, CI: 'true', ...env },
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
