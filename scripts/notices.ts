import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * Returns the licences of the libraries that modules, by their files, come from, as plain text:
 * most of them must go with each copy. Throws if a library names no licence.
 */
export function licenceNotices(modules: readonly string[]): string {
  const folders = new Set(modules.flatMap(libraryFolder));
  const notices = [...new Set(Array.from(folders, noticeOf))];
  return [
    'Broadsheet contains the following libraries.',
    ...notices.sort((a, b) => a.localeCompare(b, 'en')),
  ].join(`\n\n${'-'.repeat(80)}\n\n`);
}

/** The folder of the package that a module belongs to, if it is in node_modules. */
function libraryFolder(module: string): readonly string[] {
  // Modules that plugins make have such names.
  if (module.startsWith('\0')) return [];
  const parts = module.split(sep);
  const at = parts.lastIndexOf('node_modules');
  if (at === -1) return [];
  const length = parts[at + 1]?.startsWith('@') === true ? 3 : 2;
  return [parts.slice(0, at + length).join(sep)];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

function noticeOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const { name, version, license } = manifest;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (license === undefined && file === undefined) throw new Error(`${name} names no licence.`);
  const text = file === undefined ? '' : `\n\n${readFileSync(join(folder, file), 'utf8').trim()}`;
  return `${name} ${version} (${license ?? 'licence below'})${text}`;
}
