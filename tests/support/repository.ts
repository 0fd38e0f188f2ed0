/** A git repository of a test, with settings of its own and nobody else's. */
import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** An environment in which git reads no settings of this machine. */
export function gitEnvironment(): { readonly PATH: string; readonly HOME: string } {
  return { PATH: process.env['PATH'] ?? '', HOME: temporaryFolder() };
}

const ADA = { 'user.name': 'Ada Example', 'user.email': 'ada@example.com' };

/** Runs git in a folder; returns what it prints. Throws if it fails. */
export function gitAt(folder: string, ...args: readonly string[]): string {
  const identity = Object.entries(ADA).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  return execFileSync('git', [...identity, '-c', 'commit.gpgsign=false', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...gitEnvironment(), GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' },
  }).trimEnd();
}

/** Makes a repository of a folder and commits what is in it; Ada saves versions there. */
export function beginRepository(folder: string): void {
  gitAt(folder, 'init', '--quiet', '--initial-branch=main');
  appendFileSync(join(folder, '.git', 'info', 'exclude'), '.broadsheet/\nmailbox/\n');
  for (const [key, value] of Object.entries(ADA)) gitAt(folder, 'config', key, value);
  gitAt(folder, 'add', '.');
  gitAt(folder, 'commit', '--quiet', '--message', 'Begin');
}
