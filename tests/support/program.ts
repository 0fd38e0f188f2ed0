/** This program as others get it: built, packed, and as a checkout. */
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
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

/** Builds dist/lib/ of this checkout, unless it is newer than the sources. */
export async function buildProgram(): Promise<void> {
  await run(process.execPath, [join(ROOT, 'scripts', 'build.ts'), '--if-stale']);
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
