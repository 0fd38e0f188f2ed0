/** This program as others get it: built, packed, and as a checkout. */
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { ROOT } from './sample.ts';
import { temporaryFolder } from './temporary-folder.ts';

const run = promisify(execFile);
const BUILT = 'dist/lib';

/** Returns a PATH on which the machine's own Node, which no package brings, is the one that runs. */
export function pathWithNode(): string {
  const folder = temporaryFolder();
  symlinkSync(process.execPath, join(folder, 'node'));
  return `${folder}:${process.env['PATH'] ?? ''}`;
}

/** Builds dist/lib/ of this checkout, once per test run, unless it is newer than the sources. */
export async function buildProgram(): Promise<void> {
  await builtBy('dist');
}

/** Builds the runners, once per test run; returns the script of those that run command lines. */
export async function buildRunners(): Promise<string> {
  return join(await builtBy('runners'), 'support', 'runner-process.js');
}

/** Returns the script of the runners that send one edition after another; see `buildRunners`. */
export async function buildSenders(): Promise<string> {
  return join(await builtBy('runners'), 'kill', 'sender-process.js');
}

async function builtBy(what: 'dist' | 'runners'): Promise<string> {
  const response = await fetch(inject('builds') + what);
  const text = await response.text();
  if (!response.ok) throw new Error(`The program can't be built: ${text}`);
  return text;
}

/** Returns the path of the file that `npm pack` makes of this checkout. */
export async function packedProgram(): Promise<string> {
  await buildProgram();
  const folder = temporaryFolder();
  const { stdout } = await run(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    { cwd: ROOT },
  );
  const [packed] = JSON.parse(stdout) as [{ readonly filename: string }];
  return join(folder, packed.filename);
}

/** Makes a checkout in a folder as it is after `npm ci`, and built. */
export async function makeCheckout(folder: string): Promise<void> {
  await buildProgram();
  const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly files: readonly string[];
  };
  const more = ['package.json', 'package-lock.json', 'tsconfig.json', 'LICENSE', 'README.md'];
  const sources = ['src', 'scripts', 'content', 'broadsheet.config.ts'];
  // What is built comes last: it must be newer than the sources.
  for (const path of [...more, ...sources, ...files.filter((file) => file !== BUILT), BUILT]) {
    cpSync(join(ROOT, path), join(folder, path), { recursive: true, preserveTimestamps: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
}
