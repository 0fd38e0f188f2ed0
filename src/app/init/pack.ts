import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { asError } from '../../base/as-error.ts';
import { RUNS_FROM_SOURCE } from '../../base/program.ts';
import { UserError } from '../../base/user-error.ts';
import { tgz } from './tgz.ts';

/** What npm packs of every package. */
const ALWAYS = ['LICENSE', 'README.md'];

/** What only concerns those who work on the program; npm asks whether it may run `scripts`. */
const OF_A_CHECKOUT = ['scripts', 'devDependencies', 'allowScripts'];

/**
 * Returns this program as npm installs it, a .tgz, from the folder of its package. In a checkout it
 * is built first. Throws UserError if that fails.
 */
export async function packProgram(folder: string): Promise<Buffer> {
  if (RUNS_FROM_SOURCE) await build(folder);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const published = Object.entries(manifest).filter(([name]) => !OF_A_CHECKOUT.includes(name));
  const files = [...ALWAYS, ...manifest.files].flatMap((path) => filesIn(folder, path)).sort();
  return tgz([
    { name: 'package/package.json', data: JSON.stringify(Object.fromEntries(published), null, 2) },
    ...files.map((file) => ({ name: `package/${file}`, data: readFileSync(join(folder, file)) })),
  ]);
}

interface Manifest {
  readonly files: readonly string[];
}

async function build(folder: string): Promise<void> {
  const script = join(folder, 'scripts', 'build.ts');
  try {
    await promisify(execFile)(process.execPath, [script, '--if-stale']);
  } catch (error) {
    const { message } = asError(error);
    const line = /^\w*Error\b.*$/m.exec(message)?.[0] ?? message;
    throw new UserError(
      `Can't build Broadsheet in ${folder}: ${line}`,
      `Run \`npm ci\` in ${folder}, then try again.`,
    );
  }
}

/** The files at a path of a folder, by their paths there. */
function filesIn(folder: string, path: string): readonly string[] {
  if (!statSync(join(folder, path)).isDirectory()) return [path];
  return readdirSync(join(folder, path)).flatMap((name) => filesIn(folder, `${path}/${name}`));
}
