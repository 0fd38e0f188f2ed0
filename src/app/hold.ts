import { parseSettings } from '../article/parse.ts';
import { holdIn, type Hold } from '../edition/hold.ts';
import type { EditionFile } from './editions.ts';
import { readArticle } from './read-article.ts';
import type { Workspace } from './workspace.ts';

/**
 * Reads what holds an edition; undefined if nothing does. Stories whose settings can't be read hold
 * nothing: no letter can be made of them.
 */
export function readHold(
  { show }: Pick<Workspace, 'show'>,
  { files }: Pick<EditionFile, 'files'>,
): Hold | undefined {
  const stories = files.flatMap((path) => {
    const file = show(path);
    const read = readArticle(path, file);
    // Few stories have the word; only they are parsed.
    if (!read.ok || !Buffer.from(read.value).includes('hold')) return [];
    const settings = parseSettings(read.value, file);
    return settings.ok ? [{ settings: settings.value, file }] : [];
  });
  return holdIn(stories);
}
