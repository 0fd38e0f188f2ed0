import { statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import launchEditor from 'launch-editor';
import type { Workspace } from '../workspace.ts';

/**
 * Opens a file of the newsletter, or of a theme, in the editor that EDITOR or VISUAL names, or in
 * one that runs already. False if the file is not one of them.
 */
export function openInEditor(
  { root, templates, content, env }: Workspace,
  file: string,
  line: number,
): boolean {
  const path = [root, ...templates.map((folder) => resolve(folder, '..'))]
    .map((folder) => resolve(folder, file))
    .find((each) => [root, content, ...templates].some(holds(each)) && isFile(each));
  if (path === undefined) return false;
  launchEditor(`${path}:${line}:1`, env['VISUAL'] ?? env['EDITOR']);
  return true;
}

function isFile(path: string): boolean {
  return !path.includes('\0') && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}

/** Whether a folder holds a path. */
function holds(path: string): (folder: string) => boolean {
  return (folder) => {
    const way = relative(folder, path);
    return way !== '' && !way.startsWith('..') && !isAbsolute(way);
  };
}
