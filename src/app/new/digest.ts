import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { parseArticle } from '../../article/parse.ts';
import { imagesOf } from '../../article/story-texts.ts';
import { UserError } from '../../base/user-error.ts';
import { localDate } from '../../base/time-zone.ts';
import { editionId, isStoryName } from '../../edition/name.ts';
import { withFileLock } from '../editing/file-lock.ts';
import { findEdition, naturally, type EditionFile } from '../editions.ts';
import { readArticle } from '../read-article.ts';
import { valueOf } from '../problems-error.ts';
import type { Workspace } from '../workspace.ts';
import type { Draft } from './draft.ts';

/** Where a story is written: a path without its extension. */
export interface Place {
  readonly edition: string;
  readonly stem: string;
}

/**
 * Names the place of a further story of an edition: the last in its folder. An edition that is one
 * file becomes a folder. Throws UserError if there is no such edition, or its file can't be moved.
 */
export async function placeInDigest(
  workspace: Workspace,
  draft: Draft,
  into: string,
): Promise<Place> {
  const today = localDate(workspace.clock(), 'UTC');
  const edition = findEdition(workspace, into, today);
  const folder = statSync(edition.path).isDirectory()
    ? edition.path
    : await asFolderAlone(workspace, edition);
  const stories = readdirSync(folder).filter(isStoryName);
  const name = nameAfter(stories, slugOf(draft.article.headline));
  return { edition: edition.id, stem: join(folder, name) };
}

/** A name that sorts after the stories there are. */
function nameAfter(stories: readonly string[], slug: string): string {
  // Stories may have been removed.
  const highest = Math.max(
    ...stories.map((story) => Number(/^\d{1,3}(?=-)/.exec(story)?.[0] ?? 0)),
  );
  const number = Math.max(highest, stories.length) + 1;
  const numbered = `${number}-${slug}`;
  const isLast = stories.every((story) => naturally(story, `${numbered}.md`) < 0);
  return isLast ? numbered : `z${number}-${slug}`;
}

function slugOf(headline: string): string {
  const id = editionId('2000-01-01', headline);
  return id === undefined ? 'story' : id.slice('2000-01-01-'.length);
}

/** Makes a folder of an edition while nobody saves its story under the name that it has so far. */
async function asFolderAlone(workspace: Workspace, edition: EditionFile): Promise<string> {
  const work = () => Promise.try(() => asFolder(workspace, edition));
  const folder = await withFileLock(workspace, realpathSync(edition.path), work);
  if (folder !== 'busy') return folder;
  throw new UserError(
    `Another process is saving ${workspace.show(edition.path)}.`,
    'Wait a few seconds, then try again.',
  );
}

/** Moves the only story of an edition into a folder of the same id, with its pictures. */
function asFolder(workspace: Workspace, { id, path }: EditionFile): string {
  const folder = join(dirname(path), id);
  const shown = workspace.show(path);
  const { article } = valueOf(parseArticle(valueOf(readArticle(path, shown)), shown));
  const named = new Set(imagesOf(article).flatMap(({ file }) => file ?? []));
  const foreign = [...named].find((file) => basename(file) !== file || !file.startsWith(id));
  if (foreign !== undefined) {
    throw new UserError(
      `${shown} uses the picture "${foreign}", which other editions may use too.`,
      `Move the story and its picture into ${workspace.show(folder)}/ yourself, then try again.`,
    );
  }
  mkdirSync(folder);
  // The build reports a picture that is missing.
  const pictures = [...named].filter((file) => existsSync(join(dirname(path), file)));
  for (const file of pictures) renameSync(join(dirname(path), file), join(folder, file));
  renameSync(path, join(folder, `1-${slugOf(article.headline)}${extname(path)}`));
  return folder;
}
