import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

const MAX_BYTES = 10_000_000;
/** More is read of no page, whatever it names. */
const MAX_FILES = 80;

/** Finds a file by the relative path that a page or a Markdown file names it with. */
export type FindBeside = (name: string) => Buffer | undefined;

/**
 * Returns what finds the files that came with a source, such as those in `page_files/` of a saved
 * page: inside the source's own folder only, links followed, up to 10 MB each.
 */
export function filesBeside(folder: string): FindBeside {
  const found = new Map<string, Buffer | undefined>();
  return (name) => {
    if (!found.has(name) && found.size < MAX_FILES) found.set(name, fileIn(folder, name));
    return found.get(name);
  };
}

function fileIn(folder: string, name: string): Buffer | undefined {
  const relative = relativePath(name);
  if (relative === undefined) return undefined;
  try {
    const path = realpathSync(resolve(folder, relative));
    const { size } = statSync(path);
    const isInside = path.startsWith(join(realpathSync(folder), sep));
    return isInside && statSync(path).isFile() && size <= MAX_BYTES
      ? readFileSync(path)
      : undefined;
  } catch {
    // No such file: what the source names may be on the web.
    return undefined;
  }
}

/** A path as browsers write it into a page that they save: encoded, with / between its parts. */
function relativePath(name: string): string | undefined {
  if (/^(?:[a-z][a-z\d+.-]*:|[/\\])/i.test(name)) return undefined;
  try {
    const path = decodeURIComponent(name.replace(/[?#].*$/, ''));
    return path === '' || path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}
