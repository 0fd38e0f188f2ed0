/** The files of an edition as they were at a commit. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { parseContent } from '../../article/parse.ts';
import { isStoryName } from '../../edition/name.ts';
import { naturally, type EditionFile } from '../editions.ts';
import type { Workspace } from '../workspace.ts';
import { fromTop, inNulls, namesOf, pictureNames, withoutLinks } from './edition-files.ts';
import type { Repository } from './repository.ts';
import { read } from './run.ts';

export interface VersionFile {
  /** Where it belongs in the newsletter. */
  readonly path: string;
  readonly bytes: Buffer;
}

export interface VersionFiles {
  /** The edition in the newsletter, as it was: a text, Markdown, or a folder. */
  readonly edition: EditionFile;
  /** Its stories and what else is in its folder. */
  readonly own: readonly VersionFile[];
  /** Pictures that its stories name, which other editions may show as well. */
  readonly pictures: readonly VersionFile[];
}

/** More are no edition. */
const MOST_FILES = 2000;

/** Reads an edition's files at a commit; undefined if it was not there. */
export async function versionFiles(
  repository: Repository,
  edition: EditionFile,
  commit: string,
): Promise<VersionFiles | undefined> {
  const folder = dirname(edition.path);
  const top = dirname(withoutLinks(edition.path));
  const inNewsletter = (path: string) => join(folder, relative(top, join(repository.top, path)));
  const listed = await filesAt(repository, commit, namesOf(repository, edition));
  const was = editionAmong(listed.map(inNewsletter), edition);
  if (!was) return undefined;
  const belongs = (path: string) => path === was.path || path.startsWith(was.path + sep);
  const ownPaths = listed.filter((path) => belongs(inNewsletter(path)));
  const readAll = async (paths: readonly string[]) => {
    const files: VersionFile[] = [];
    for (const path of paths.slice(0, MOST_FILES)) {
      files.push({ path: inNewsletter(path), bytes: await blobAt(repository, commit, path) });
    }
    return files;
  };
  const own = await readAll(ownPaths);
  const named = await picturesNamed(own.filter(({ path }) => was.files.includes(path)));
  const inRepository = named.map((path) => fromTop(repository, join(top, relative(folder, path))));
  const outside = inRepository.filter((path) => !path.startsWith('..') && !ownPaths.includes(path));
  return { edition: was, own, pictures: await readAll(await filesAt(repository, commit, outside)) };
}

/** What git checks nothing out as, in any spelling that a file system takes for it. */
const FORBIDDEN = /^(?:\.{1,2}|\.git|git~1)[. ]*$/i;

function isForbidden(path: string): boolean {
  return path.split('/').some((name) => FORBIDDEN.test(name.replace(/\p{Cf}/gu, '')));
}

/** Lists the regular files among some paths at a commit, and in folders among them. */
async function filesAt(
  { git, top }: Repository,
  commit: string,
  paths: readonly string[],
): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const tree = await read(git, ['-C', top, 'ls-tree', '-r', '-z', commit, '--', ...paths]);
  return inNulls(tree).flatMap((line) => {
    const [, path = ''] = /^100\d{3} blob [\da-f]+\t([\s\S]*)$/.exec(line) ?? [];
    return path === '' || isForbidden(path) ? [] : [path];
  });
}

/** A file as it would be on the disk: with the ends of lines, and large files, of this machine. */
function blobAt({ git, top }: Repository, commit: string, path: string): Promise<Buffer> {
  return read(git, ['-C', top, 'cat-file', '--filters', `${commit}:${path}`]);
}

/** What the files of an edition's names were: the form that it has now, if there were several. */
function editionAmong(
  paths: readonly string[],
  { path: now, id, date }: EditionFile,
): EditionFile | undefined {
  const folder = dirname(now);
  const forms = [now, ...['.md', '.txt', ''].map((end) => join(folder, `${id}${end}`))];
  for (const path of forms) {
    const stories = paths
      .filter((file) => file === path || dirname(file) === path)
      .filter((file) => isStoryName(file))
      .sort((one, other) => naturally(basename(one), basename(other)));
    const [lead, ...others] = stories;
    if (lead !== undefined) return { id, date, path, files: [lead, ...others] };
  }
  return undefined;
}

async function picturesNamed(stories: readonly VersionFile[]): Promise<readonly string[]> {
  const named = stories.map(async ({ path, bytes }) => {
    const parsed = await parseContent(bytes, path);
    const names = parsed.ok ? pictureNames(parsed.value.article) : [];
    return names.map((name) => resolve(dirname(path), name));
  });
  return [...new Set((await Promise.all(named)).flat())];
}

/**
 * Does some work with the files of a version in a temporary folder, which stands for the newsletter's
 * own: messages and pictures see the same paths.
 */
export async function inFolderOf<T>(
  workspace: Workspace,
  { edition, own, pictures }: VersionFiles,
  work: (there: Workspace, edition: EditionFile, folder: string) => Promise<T>,
): Promise<T> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'broadsheet-version-')));
  const isBelow = (top: string, path: string) => !relative(top, path).startsWith('..');
  const base = isBelow(workspace.root, edition.path) ? workspace.root : dirname(edition.path);
  const moved = (path: string) => join(folder, relative(base, path));
  try {
    for (const { path, bytes } of [...own, ...pictures].filter(({ path }) => isBelow(base, path))) {
      await mkdir(dirname(moved(path)), { recursive: true });
      await writeFile(moved(path), bytes);
    }
    const [lead, ...others] = edition.files;
    const there: EditionFile = {
      ...edition,
      path: moved(edition.path),
      files: [moved(lead), ...others.map(moved)],
    };
    const show = (path: string) => workspace.show(join(base, relative(folder, path)));
    return await work({ ...workspace, show }, there, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
