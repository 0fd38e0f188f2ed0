import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { parseArticle } from '../../article/parse.ts';
import { imagesOf } from '../../article/story-texts.ts';
import { UserError } from '../../base/user-error.ts';
import { localDate } from '../../base/time-zone.ts';
import { editionId, isStoryName } from '../../edition/name.ts';
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
export function placeInDigest(workspace: Workspace, draft: Draft, into: string): Place {
  const today = localDate(workspace.clock(), 'UTC');
  const edition = findEdition(workspace, into, today);
  const folder = statSync(edition.path).isDirectory() ? edition.path : asFolder(workspace, edition);
  const stories = readdirSync(folder).filter(isStoryName);
  const name = nameAfter(stories, slugOf(draft.article.headline));
  return { edition: edition.id, stem: join(folder, name) };
}

/** A name that sorts after the stories there are. */
function nameAfter(stories: readonly string[], slug: string): string {
  const numbered = `${stories.length + 1}-${slug}`;
  const isLast = stories.every((story) => naturally(story, `${numbered}.md`) < 0);
  return isLast ? numbered : `z${stories.length + 1}-${slug}`;
}

function slugOf(headline: string): string {
  const id = editionId('2000-01-01', headline);
  return id === undefined ? 'story' : id.slice('2000-01-01-'.length);
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
