import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { basename, dirname } from 'node:path';

/** What a path leads to, through links; undefined where that is nothing. */
export function lookAt(
  path: string,
): { readonly real: string; readonly folder: boolean } | undefined {
  try {
    return { real: realpathSync(path), folder: statSync(path).isDirectory() };
  } catch {
    return undefined;
  }
}

/** What is in a folder; nothing where it cannot be read. */
export function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** The folder itself, or the one nearest above it that is there. */
export function nearest(folder: string): string {
  const above = dirname(folder);
  return lookAt(folder)?.folder === true || above === folder ? folder : nearest(above);
}

/** The name on the way to a path, in the nearest folder above it that is there. */
export function nameBelow(path: string): string {
  const above = dirname(path);
  return nearest(above) === above ? basename(path) : nameBelow(above);
}
