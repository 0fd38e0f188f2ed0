/** The one place that starts git. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { printable } from '../../base/printable.ts';
import { createRedactor } from '../../base/redact.ts';
import { UserError } from '../../base/user-error.ts';
import type { Environment } from '../../config/environment.ts';

export interface GitOptions {
  /** Lets the hooks of the repository run, which read paths with wildcards. Default: none do. */
  readonly hooks?: boolean;
  readonly input?: string;
  /** Reads paths with wildcards: for commands that know no other. */
  readonly wildcards?: boolean;
  /** Default: 30 seconds. */
  readonly timeoutMs?: number;
}

export interface GitResult {
  /** The exit code; null if git was stopped because it took too long. */
  readonly code: number | null;
  readonly stdout: Buffer;
  /** What git and its hooks said, without secrets. */
  readonly said: string;
}

/** Runs git with some arguments. Throws UserError if there is no git, and nothing for its exit code. */
export type Git = (args: readonly string[], options?: GitOptions) => Promise<GitResult>;

const PATIENCE_MS = 30_000;
/** After it was asked to stop. */
const LAST_WORDS_MS = 2000;
const MOST_BYTES = 200_000_000;
const MOST_SAID = 20_000;

/**
 * Returns git for a folder. It never asks for anything: without a login or a key that works as it
 * is, it fails. Paths are meant literally unless hooks run, and messages are in English.
 */
export function gitIn(folder: string, env: Environment): Git {
  const redact = createRedactor(env);
  const surroundings = environmentOf(env);
  return async (args, options = {}) => {
    const { hooks = false, wildcards = false, input = '', timeoutMs = PATIENCE_MS } = options;
    const settings = [
      // Hooks would inherit it, and find nothing by a pattern.
      ...(wildcards || hooks ? [] : ['--literal-pathspecs']),
      // Its daemon would hold the output open.
      ...['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false', '-c', 'color.ui=false'],
      ...['-c', 'i18n.commitEncoding=UTF-8'],
      ...(hooks ? [] : ['-c', 'core.hooksPath=/dev/null']),
    ];
    // Without it, starting a program fails as if there were no such program.
    if (!existsSync(folder)) throw gone(folder);
    const child = spawn('git', ['--no-pager', ...settings, ...args], {
      cwd: folder,
      env: surroundings,
      // In a session of its own there is no terminal that ssh could ask.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const { code, stdout, stderr } = await ended(child, input, timeoutMs);
    return { code, stdout, said: withoutLogins(redact(stderr.toString('utf8').trim())) };
  };
}

/** What a person sets for git as a whole; the rest points it at another index, folder or log. */
const KEPT =
  /^GIT_(?:AUTHOR|COMMITTER)_|^GIT_(?:SSH|SSH_COMMAND|SSH_VARIANT|EXEC_PATH)$|^GIT_(?:SSL|HTTP|PROXY)_|^GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|(?:KEY|VALUE)_\d+)$/;

/** What Broadsheet alone needs, such as passwords from .env: no hook gets it. */
const OURS = /^(?:SMTP|IMAP|DKIM|BROADSHEET)_|^DATABASE_URL$/;

/** Where a program that signs would ask for a password. */
const TERMINAL = 'GPG_TTY';

function environmentOf(env: Environment): Record<string, string | undefined> {
  const kept = Object.entries(env).filter(([name]) =>
    name.startsWith('GIT_')
      ? KEPT.test(name) && !name.endsWith('_DATE')
      : !OURS.test(name) && name !== TERMINAL,
  );
  return {
    ...Object.fromEntries(kept),
    // English; hooks read texts as UTF-8.
    LC_ALL: 'C.UTF-8',
    LANGUAGE: '',
    GIT_TERMINAL_PROMPT: '0',
    // Empty, not absent: otherwise SSH_ASKPASS is asked.
    GIT_ASKPASS: '',
    SSH_ASKPASS_REQUIRE: 'never',
    GCM_INTERACTIVE: 'never',
    GIT_EDITOR: 'true',
    GIT_OPTIONAL_LOCKS: '0',
  };
}

function ended(
  child: ChildProcess,
  input: string,
  timeoutMs: number,
): Promise<Pick<GitResult, 'code' | 'stdout'> & { readonly stderr: Buffer }> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  let [bytes, said, late] = [0, 0, false];
  const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<typeof ended>>>();
  const stop = () => {
    late = true;
    signal(child, 'SIGTERM');
    setTimeout(() => {
      signal(child, 'SIGKILL');
    }, LAST_WORDS_MS).unref();
  };
  const timer = setTimeout(stop, timeoutMs);
  child.stdout?.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) out.push(chunk);
    else if (!late) stop();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    // A hook may say anything for as long as it is allowed to run.
    if (said < MOST_SAID) err.push(chunk);
    said += chunk.length;
  });
  // Git may end before it has read all of it.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  child.on('error', (error) => {
    clearTimeout(timer);
    reject(asMistake(error));
  });
  // Not "close": what a hook leaves running may hold the output open.
  child.on('exit', (code) => {
    clearTimeout(timer);
    const done = () => {
      const stderr = Buffer.concat(err).subarray(0, MOST_SAID);
      resolve({ code: late ? null : code, stdout: Buffer.concat(out), stderr });
    };
    child.once('close', done);
    setTimeout(done, LAST_WORDS_MS).unref();
  });
  return promise;
}

/** To git and what it has started: it leads a group of processes. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, name);
  } catch {
    // They have ended.
  }
}

function gone(folder: string): UserError {
  return new UserError(
    `The folder ${printable(basename(folder))} no longer exists.`,
    'Open the list of editions: it was renamed or deleted.',
  );
}

function asMistake(error: Error): Error {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return error;
  return new UserError(
    'git is not installed on this computer.',
    'Install git (https://git-scm.com), then try again.',
  );
}

/** Returns a text in which no URL has a name or a password. */
export function withoutLogins(text: string): string {
  return text.replace(/(\b[a-z][a-z\d+.-]{0,30}:\/\/)[^\s/@]*(?:@[^\s/@]*)*@/gi, '$1');
}

/**
 * Returns what git prints. Throws UserError if it fails: what is read of a broken repository must not
 * pass for nothing. `found` are the exit codes that are no failure.
 */
export async function read(
  git: Git,
  args: readonly string[],
  { found = [0], ...options }: GitOptions & { readonly found?: readonly number[] } = {},
): Promise<Buffer> {
  const { code, stdout, said } = await git(args, options);
  if (code !== null && found.includes(code)) return stdout;
  const reason = code === null ? 'it took too long' : printable(said.split('\n').at(-1) ?? '');
  throw new UserError(
    `Git can’t read the repository: ${reason}`,
    'Show this to somebody who knows git. What you write is in the files, and stays there.',
  );
}

/** Returns what git prints, without the last line's end; undefined if it fails. */
export async function ask(git: Git, ...args: readonly string[]): Promise<string | undefined> {
  const { code, stdout } = await git(args);
  return code === 0 ? stdout.toString('utf8').replace(/\n$/, '') : undefined;
}
