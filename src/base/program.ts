/** Where this program's own files are. */
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

/** A checkout runs its sources; the published package runs a build of them. */
export const RUNS_FROM_SOURCE = import.meta.url.endsWith('.ts');

/** Returns the folder of this program's package: package.json, templates/ and docs/ are in it. */
export function packageFolder(): string {
  const file = findPackageJSON(import.meta.url);
  if (file === undefined) throw new Error('The package of this program cannot be found.');
  return dirname(file);
}

/** Returns the version of this program, such as 1.2.3. */
export function packageVersion(): string {
  const content = readFileSync(join(packageFolder(), 'package.json'), 'utf8');
  return (JSON.parse(content) as { version: string }).version;
}

/**
 * Returns the URL of a file of src/, by its path there: `letter/letter-worker.ts`. In the published
 * package it is what the build made of that file: the same path in dist/lib/, as `.js`.
 */
export function programFile(path: string): URL {
  // The build keeps all code that several modules share in dist/lib/ itself, this module too.
  return RUNS_FROM_SOURCE
    ? new URL(`../${path}`, import.meta.url)
    : new URL(path.replace(/\.ts$/, '.js'), import.meta.url);
}
