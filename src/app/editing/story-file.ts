import { createHash } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import { problem } from '../../base/problem.ts';
import type { ListedStory, StoryFile } from '../../studio/writing.ts';
import { formatOf } from '../../article/parse.ts';
import { storyName } from '../../edition/name.ts';
import { editionById } from '../editions.ts';
import { ProblemsError, valueOf } from '../problems-error.ts';
import { readArticle } from '../read-article.ts';
import type { Workspace } from '../workspace.ts';
import { fieldsOf } from './fields.ts';
import { bodyLineOf, layoutOf, textOf, type StoryLayout } from './layout.ts';

/** A story of an edition, by where its file is. */
export interface StoryPlace {
  readonly edition: string;
  readonly index: number;
  /** In the content folder. */
  readonly path: string;
}

/** A story's file as it was read. */
export interface ReadStory {
  readonly bytes: Uint8Array;
  readonly version: string;
  readonly layout: StoryLayout;
}

/** Lists the stories of an edition; undefined if there is no such edition. */
export function listStories(
  workspace: Workspace,
  edition: string,
): readonly ListedStory[] | undefined {
  return editionById(workspace, edition)?.files.map((path, index) => ({
    index,
    file: workspace.show(path),
  }));
}

/**
 * Finds a story by its file where that is known: another story may have its number by now, and the
 * file another number in its name.
 */
export function findStory(
  workspace: Workspace,
  edition: string,
  index: number,
  file?: string,
): StoryPlace | undefined {
  const files = editionById(workspace, edition)?.files ?? [];
  const at = file === undefined ? index : indexOf(files.map(workspace.show), file);
  const path = files[at];
  return path === undefined ? undefined : { edition, index: at, path };
}

function indexOf(files: readonly string[], file: string): number {
  const at = files.indexOf(file);
  if (at >= 0) return at;
  const alike = files.filter((each) => storyName(each) === storyName(file));
  return alike.length === 1 ? files.indexOf(alike[0] ?? '') : -1;
}

/** Finds the story whose file has these bytes. */
export function findVersion(
  workspace: Workspace,
  edition: string,
  version: string,
): StoryPlace | undefined {
  const files = editionById(workspace, edition)?.files ?? [];
  return files
    .map((path, index) => ({ edition, index, path }))
    .find(({ path }) => {
      const read = readArticle(path, workspace.show(path));
      return read.ok && versionOf(read.value) === version;
    });
}

/**
 * Reads a story's file. Throws ProblemsError if it can't be read, is too large, is no regular file or
 * is not UTF-8.
 */
export function readStory({ show }: Workspace, { path }: StoryPlace): ReadStory {
  const place = { file: show(path) };
  // A device or a pipe could be read forever.
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) {
    throw new ProblemsError([problem('edition/unreadable', place, 'it is not a regular file')]);
  }
  const bytes = valueOf(readArticle(path, place.file));
  const layout = layoutOf(bytes);
  if (!layout) throw new ProblemsError([problem('article/not-utf8', place)]);
  return { bytes, version: versionOf(bytes), layout };
}

/** Names the bytes of a file. */
export function versionOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Returns a story's file as the studio's editor shows it. */
export function shownStory(
  { show }: Workspace,
  { path, index }: StoryPlace,
  { version, layout }: Pick<ReadStory, 'version' | 'layout'>,
): StoryFile {
  const frontMatter = layout.front ? textOf(layout.front.yaml) : '';
  return {
    file: show(path),
    index,
    version,
    format: formatOf(path),
    fields: fieldsOf(frontMatter),
    frontMatter,
    body: textOf(layout.body),
    bodyLine: bodyLineOf(layout),
  };
}

/** Returns the file behind a link: a link stays one when its file is saved. */
export function realPath({ path }: StoryPlace): string {
  return realpathSync(path);
}
