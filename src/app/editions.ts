import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseEditionName, type EditionName } from '../edition/name.ts';
import { describe, problem } from '../base/problem.ts';
import { UserError } from '../base/user-error.ts';
import type { Workspace } from './workspace.ts';

/** An edition of content/: a file, or a folder of stories of which the first by name leads. */
export interface EditionFile extends EditionName {
  /** The file or the folder itself. */
  readonly path: string;
  readonly files: readonly [string, ...string[]];
}

/**
 * The files of an edition: the one named (by id, or by path), otherwise the newest in content/ that
 * is not after today (YYYY-MM-DD). Throws UserError where there is none.
 */
export function findEdition(
  workspace: Workspace,
  named: string | undefined,
  today: string,
): EditionFile {
  const editions = listEditions(workspace);
  if (named === undefined) return newest(workspace, editions, today);
  const found = editions.find(({ id }) => id === named);
  if (found) return found;

  const path = resolve(workspace.root, named);
  if (existsSync(path)) {
    const edition = editionAt(path);
    if (edition) return edition;
    const { finding, remedy } = describe(problem('edition/name'));
    throw new UserError(`${named}: ${finding}.`, remedy);
  }
  const known = editions.slice(-5).map(({ id }) => id);
  throw new UserError(
    `There is no edition "${named}" in ${workspace.show(workspace.content)}/.`,
    known.length > 0 ? `There is ${known.join(', ')}.` : describe(problem('edition/name')).remedy,
  );
}

/** The editions of the content folder, oldest first. */
export function listEditions({ content }: Workspace): readonly EditionFile[] {
  if (!existsSync(content)) return [];
  return readdirSync(content)
    .sort()
    .flatMap((name) => editionAt(join(content, name)) ?? []);
}

/** The edition that a path is; undefined where it is none. */
function editionAt(path: string): EditionFile | undefined {
  const name = parseEditionName(basename(path));
  if (!name) return undefined;
  if (!statSync(path).isDirectory())
    return path.endsWith('.txt') ? { ...name, path, files: [path] } : undefined;
  const stories = readdirSync(path).filter((file) => file.endsWith('.txt'));
  const [lead, ...others] = stories.sort().map((file) => join(path, file));
  return lead === undefined ? undefined : { ...name, path, files: [lead, ...others] };
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
