import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from '../../config/environment.ts';

/** The oldest Node that runs this program: "engines" in package.json. */
export const OLDEST_NODE = 24;

/**
 * Returns the major version of the Node that a shell finds: not that of a package, which npm puts in
 * front of the path, and which may be the one that runs this. undefined if there is none.
 */
export async function machineNode(env: Environment): Promise<number | undefined> {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const program = (env['PATH'] ?? env['Path'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !/[\\/]node_modules[\\/]/.test(folder))
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
  if (program === undefined) return undefined;
  try {
    const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 10_000 });
    return Number(/^v(\d+)\./.exec(stdout)?.[1]);
  } catch {
    return undefined;
  }
}
