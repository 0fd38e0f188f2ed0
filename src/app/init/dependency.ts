import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageFolder, packageVersion } from '../../base/program.ts';
import { packProgram } from './pack.ts';

/** How a new newsletter depends on this program. */
export interface ProgramDependency {
  /** As package.json has it: `^1.2.3`, or `file:vendor/broadsheet-1.2.3.tgz`. */
  readonly spec: string;
  /** As `npm install` takes it in the newsletter's folder. */
  readonly installable: string;
  /** What the newsletter must contain for that: paths and contents. */
  readonly files: readonly (readonly [string, Buffer])[];
}

/**
 * Returns how a newsletter in a folder depends on this program so that `npm ci` works on any
 * machine: by version if the program was installed from a registry, otherwise by a copy of it in
 * vendor/. undefined for the folder of the program itself. Throws UserError if it can't be packed.
 */
export async function programDependency(folder: string): Promise<ProgramDependency | undefined> {
  const own = packageFolder();
  if (folder === own) return undefined;
  const version = packageVersion();
  if (isFromRegistry(own)) {
    return { spec: `^${version}`, installable: `broadsheet@${version}`, files: [] };
  }
  const file = `vendor/broadsheet-${version}.tgz`;
  const content = await packProgram(own);
  return { spec: `file:${file}`, installable: `./${file}`, files: [[file, content]] };
}

/** How npm writes where a package of a registry is from: …/broadsheet/-/broadsheet-1.2.3.tgz. */
const REGISTRY = /^https?:\/\/.*\/broadsheet\/-\/broadsheet-[^/]+\.tgz$/;

interface InstalledLock {
  readonly packages?: Readonly<Record<string, { readonly resolved?: string } | undefined>>;
}

function isFromRegistry(own: string): boolean {
  const lock = join(dirname(own), '.package-lock.json');
  if (!existsSync(lock)) return false;
  const { packages } = JSON.parse(readFileSync(lock, 'utf8')) as InstalledLock;
  return REGISTRY.test(packages?.['node_modules/broadsheet']?.resolved ?? '');
}
