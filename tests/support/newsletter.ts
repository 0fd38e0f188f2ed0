/** A newsletter in a temporary folder, and the command line run in it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Environment } from '../../src/config/environment.ts';
import { runCommandLine } from '../../src/cli/command-line.ts';
import type { Io } from '../../src/cli/io.ts';
import { captureIo } from './captured-io.ts';
import { ROOT } from './sample.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const SAMPLE_ID = '2023-06-14-blinken-beijing';
export const SAMPLE_LIST = 'content/subscribers.example.csv';

export interface Ran {
  /** The exit code; null where a signal ended the process. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
  /** Waits for a text on either stream. Rejects when the process ends without it. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
}

export interface Circumstances {
  /** A fixed time. Default: the system's clock. */
  readonly time?: Date;
  /** A terminal so many characters wide; otherwise a job of CI, whose streams are pipes. */
  readonly terminal?: number;
}

export interface Newsletter {
  readonly folder: string;
  path(...names: readonly string[]): string;
  read(file: string): string;
  /** Writes a file, and the folders above it. */
  write(file: string, content: string | Uint8Array): void;
  /** Replaces a text in a file. Throws where the file does not have it. */
  change(file: string, from: string, to: string): void;
  /** Adds a setting to the config. */
  configure(setting: string): void;
  /** Runs a command line in this process. */
  run(args: readonly string[], env?: Environment, circumstances?: Circumstances): Promise<Ran>;
  /** Calls a command in this process. */
  call(
    command: (io: Io) => Promise<number>,
    env?: Environment,
    circumstances?: Circumstances,
  ): Promise<Ran>;
  /** Starts a command line in a process of its own. */
  start(args: readonly string[], env?: Environment): Running;
}

const CONFIG = 'broadsheet.config.ts';

interface Parts {
  /** The sample's articles and list; true by default. */
  readonly content?: boolean;
  /** In place of the sample's config. */
  readonly config?: string;
}

/** Makes a copy of the sample newsletter in a temporary folder. */
export function makeNewsletter(parts?: Parts): Newsletter {
  return newsletterIn(temporaryFolder(), parts);
}

/** Makes a copy of the sample newsletter in an empty folder. */
export function newsletterIn(folder: string, { content = true, config }: Parts = {}): Newsletter {
  const path = (...names: readonly string[]) => join(folder, ...names);
  const read = (file: string) => readFileSync(path(file), 'utf8');
  if (content) cpSync(join(ROOT, 'content'), path('content'), { recursive: true });
  writeFileSync(path(CONFIG), config ?? readFileSync(join(ROOT, CONFIG)));
  const self: Newsletter = {
    folder,
    path,
    read,
    write: (file, bytes) => {
      mkdirSync(dirname(path(file)), { recursive: true });
      writeFileSync(path(file), bytes);
    },
    change: (file, from, to) => {
      const before = read(file);
      if (!before.includes(from)) throw new Error(`${file} does not have ${from}`);
      self.write(
        file,
        before.replace(from, () => to),
      );
    },
    configure: (setting) => {
      self.write(
        CONFIG,
        read(CONFIG).replace(/\}\);\s*$/, () => `  ${setting},\n});\n`),
      );
    },
    run: (args, env, circumstances) =>
      needsProcess(env)
        ? self.start(args, env).ended
        : self.call((io) => runCommandLine(args, io), env, circumstances),
    call: async (command, env, { time, terminal } = {}) => {
      const surroundings = {
        cwd: folder,
        env: terminal === undefined ? ofJob(env) : { ...basics(), ...env },
        clock: () => time ?? new Date(),
      };
      const streams = terminal === undefined ? {} : { tty: true, columns: terminal };
      const captured = captureIo(surroundings, streams);
      const code = await command(captured.io);
      return { code, stdout: captured.out(), stderr: captured.notes() };
    },
    start: (args, env) => startCommand(folder, args, env),
  };
  return self;
}

function basics(): Environment {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME };
}

function ofJob(env: Environment = {}): Environment {
  return { ...basics(), CI: 'true', ...env };
}

/** Whether there is a variable that Node itself reads. */
function needsProcess(env: Environment = {}): boolean {
  return Object.keys(env).some((name) => /^(?:NODE_.*|TZ|LANG)$/.test(name));
}

function startCommand(cwd: string, args: readonly string[], env?: Environment): Running {
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'broadsheet.js'), ...args], {
    cwd,
    env: ofJob(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  const found = (pattern: RegExp) => pattern.exec(output.stdout) ?? pattern.exec(output.stderr);
  let look: () => void = () => undefined;
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      look();
    });
  }
  const ended = new Promise<Ran>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, ...output });
    });
  });
  const printed = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      look = () => {
        const match = found(pattern);
        if (match) resolve(match);
      };
      look();
      ended.then(({ code, stderr }) => {
        reject(new Error(`Ended with ${String(code)} before it printed ${pattern}: ${stderr}`));
      }, reject);
    });
  return { child, ended, printed };
}

const STORY = 'WASHINGTON — The ministers met on Wednesday and agreed to meet again next week.';

/** Writes a small article: front matter if any, a headline, a key point of a fair length, a story. */
export function article(headline: string, frontMatter = ''): string {
  const front = frontMatter === '' ? '' : `---\n${frontMatter}\n---\n`;
  const point = 'The ministers agreed on nothing but the date of their next meeting.';
  return `${front}${headline}\n\nKey Points\n- ${point}\n\n${STORY}\n`;
}
