import { existsSync, readdirSync, statSync, type Stats } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, problem, type Problem } from '../base/problem.ts';
import { localDate } from '../base/time-zone.ts';
import { UserError } from '../base/user-error.ts';
import { loadConfig } from '../config/load.ts';
import {
  isStoryName,
  misnaming,
  parseEditionName,
  storyExtension,
  type EditionName,
} from '../edition/name.ts';
import { ProblemsError } from './problems-error.ts';
import type { Workspace } from './workspace.ts';

/** An edition of content/: a file, or a folder of stories of which the first by name leads. */
export interface EditionFile extends EditionName {
  /** The file or the folder itself. */
  readonly path: string;
  readonly files: readonly [string, ...string[]];
}

export interface Content {
  /** Oldest first. */
  readonly editions: readonly EditionFile[];
  /** Of files and folders that look meant as an edition or a story, and are not one. */
  readonly problems: readonly Problem[];
}

/** Reads which editions there are, by their names alone, and what would be skipped. */
export function readContent({ content, show }: Pick<Workspace, 'content' | 'show'>): Content {
  if (!existsSync(content)) return { editions: [], problems: [] };
  const entries = readdirSync(content, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map((entry) => {
      const path = join(content, entry.name);
      return readEntry(path, show, entry.isFile() || entry.isDirectory() ? entry : statOf(path));
    });
  const editions = entries.flatMap(({ edition }) => edition ?? []).sort(byId);
  return {
    editions,
    problems: [...entries.flatMap(({ problems }) => problems), ...twice(editions, show)],
  };
}

/** Reports what has the id of another edition: a.txt, a.md and the folder a. */
function twice(editions: readonly EditionFile[], show: Workspace['show']): readonly Problem[] {
  return editions.flatMap(({ id, path }, index) => {
    const before = editions[index - 1];
    if (before?.id !== id) return [];
    return [problem('edition/twice', { file: show(path) }, `and "${basename(before.path)}"`)];
  });
}

function byId(one: EditionFile, other: EditionFile): number {
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

/** Lists the editions of the content folder, oldest first. */
export function listEditions(workspace: Workspace): readonly EditionFile[] {
  return readContent(workspace).editions;
}

/**
 * Finds an edition of the content folder by its id, for callers that take ids from outside, such as
 * from an address: an id is never read as a path. Undefined if there is no such edition.
 */
export function editionById(workspace: Workspace, id: string): EditionFile | undefined {
  return listEditions(workspace).find((edition) => edition.id === id);
}

/**
 * Finds the files of an edition: the one named (by id, or by path), otherwise the newest in content/
 * that is not after today (YYYY-MM-DD). Throws UserError if there is none, and ProblemsError
 * where none is named and a file that looks meant as an edition would be skipped.
 */
export function findEdition(
  workspace: Workspace,
  named: string | undefined,
  today: string,
): EditionFile {
  const { editions, problems } = readContent(workspace);
  if (named === undefined) {
    // Sending an older edition in place of the one that was meant would be worse than nothing.
    if (problems.length > 0) throw new ProblemsError(problems);
    return newest(workspace, editions, today);
  }
  const id = named.normalize('NFC');
  const found = editions.find((edition) => edition.id === id);
  if (found) return found;

  const path = resolve(workspace.root, named);
  if (existsSync(path)) {
    const entry = readEntry(path, workspace.show, statOf(path));
    if (entry.edition) return entry.edition;
    if (entry.problems.length > 0) throw new ProblemsError(entry.problems);
    const { finding, remedy } = describe(problem('edition/name'));
    throw new UserError(`${named}: ${finding}.`, remedy);
  }
  if (problems.length > 0) throw new ProblemsError(problems);
  const known = editions.slice(-5).map((edition) => edition.id);
  throw new UserError(
    `There is no edition "${named}" in ${workspace.show(workspace.content)}/.`,
    known.length > 0
      ? `The newest: ${known.join(', ')}.`
      : describe(problem('edition/name')).remedy,
  );
}

/**
 * Returns the id of an edition (otherwise of the newest, whatever else is skipped in content/), and
 * the newsletter's time zone. Throws like findEdition.
 */
export async function nameEdition(
  workspace: Workspace,
  named: string | undefined,
): Promise<{ readonly edition: string; readonly timeZone: string }> {
  const { timeZone } = await loadConfig(workspace.root);
  const today = localDate(workspace.clock(), timeZone);
  const { id } =
    named === undefined ? newestEdition(workspace, today) : findEdition(workspace, named, today);
  return { edition: id, timeZone };
}

interface Entry {
  /** The edition at a path; absent if it is not an edition. */
  readonly edition?: EditionFile;
  readonly problems: readonly Problem[];
}

/** `stats` says what is at the path; undefined if that can't be read. */
function readEntry(
  path: string,
  show: Workspace['show'],
  stats: Pick<Stats, 'isFile' | 'isDirectory'> | undefined,
): Entry {
  const file = show(path);
  const name = parseEditionName(basename(path));
  if (!stats) {
    const isMeant = name ?? misnaming(basename(path), 'file');
    return { problems: isMeant ? [problem('edition/unreadable', { file })] : [] };
  }
  if (stats.isDirectory()) return readFolder(path, name, show);
  if (name && isStoryName(path)) {
    return stats.isFile()
      ? { edition: { ...name, path, files: [path] }, problems: [] }
      : { problems: [problem('edition/unreadable', { file }, 'it is not a regular file')] };
  }
  const detail = misnaming(basename(path), 'file');
  return { problems: detail === undefined ? [] : [problem('edition/name', { file }, detail)] };
}

function readFolder(path: string, name: EditionName | undefined, show: Workspace['show']): Entry {
  if (!name) {
    const detail = misnaming(basename(path), 'folder');
    const place = { file: `${show(path)}/` };
    return { problems: detail === undefined ? [] : [problem('edition/name', place, detail)] };
  }
  const names = readdirSync(path);
  const stories = names.filter(isStoryName).sort(naturally);
  const [lead, ...others] = stories.map((file) => join(path, file));
  const strays = names.flatMap((file) => strayStory(path, file, show));
  if (lead === undefined && strays.length === 0) {
    return { problems: [problem('edition/no-story', { file: `${show(path)}/` })] };
  }
  return lead === undefined
    ? { problems: strays }
    : { edition: { ...name, path, files: [lead, ...others] }, problems: strays };
}

/** A text in an edition's folder that is no story because of its name. */
function strayStory(folder: string, file: string, show: Workspace['show']): readonly Problem[] {
  if (isStoryName(file) || misnaming(file, 'file') === undefined) return [];
  if (statOf(join(folder, file))?.isFile() !== true) return [];
  const story = `${file.replace(/\.[^.]*$/, '')}${storyExtension(file)}`;
  return [problem('edition/name', { file: show(join(folder, file)) }, `rename it to "${story}"`)];
}

/** Numbers in names sort as numbers: 2 before 10. */
const { compare } = new Intl.Collator('en', { numeric: true });

/** Compares two names for sorting. */
export function naturally(one: string, other: string): number {
  return compare(one, other) || (one < other ? -1 : 1);
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Returns the newest edition in content/ that is not after today (YYYY-MM-DD). Throws UserError. */
export function newestEdition(workspace: Workspace, today: string): EditionFile {
  return newest(workspace, readContent(workspace).editions, today);
}

function newest(
  workspace: Workspace,
  editions: readonly EditionFile[],
  today: string,
): EditionFile {
  const edition = editions.findLast(({ date }) => date <= today);
  if (edition) return edition;
  const content = workspace.show(workspace.content);
  throw new UserError(
    editions.length > 0
      ? `Every edition in ${content}/ is dated after today, ${today}.`
      : `There is no edition in ${content}/.`,
    editions.length > 0
      ? 'Name the one you mean.'
      : `Put an article there, named like ${today}-words-of-the-headline.txt.`,
  );
}
