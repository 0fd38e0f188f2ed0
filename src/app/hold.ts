import { parseSettings } from '../article/parse.ts';
import { holdIn, type Hold, type StorySettings } from '../edition/hold.ts';
import type { EditionFile } from './editions.ts';
import { readArticle } from './read-article.ts';
import type { Workspace } from './workspace.ts';

type Show = Pick<Workspace, 'show'>;
type Files = Pick<EditionFile, 'files'>;

/**
 * Reads what holds an edition; undefined if nothing does. Stories whose settings can't be read hold
 * nothing: no letter can be made of them.
 */
export function readHold(workspace: Show, { files }: Files): Hold | undefined {
  return holdIn(files.flatMap((path) => settingsIn(workspace, path) ?? []));
}

/** Returns which stories of an edition hold it, by their number; the one that leads is 0. */
export function heldStories(workspace: Show, { files }: Files): readonly number[] {
  return files.flatMap((path, index) =>
    settingsIn(workspace, path)?.settings.hold === undefined ? [] : [index],
  );
}

function settingsIn({ show }: Show, path: string): StorySettings | undefined {
  const file = show(path);
  const read = readArticle(path, file);
  // Few stories have the word; only they are parsed.
  if (!read.ok || !Buffer.from(read.value).includes('hold')) return undefined;
  const settings = parseSettings(read.value, file);
  return settings.ok ? { settings: settings.value, file } : undefined;
}
