/** Which files of a repository are an edition's. */
import { existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { parseContent } from '../../article/parse.ts';
import type { Article } from '../../article/article.ts';
import { isStoryName } from '../../edition/name.ts';
import type { LeftOutFile, UnsavedFile } from '../../studio/versions.ts';
import { approvalPath } from '../approval/file.ts';
import type { EditionFile } from '../editions.ts';
import { readArticle } from '../read-article.ts';
import type { Workspace } from '../workspace.ts';
import type { Repository } from './repository.ts';
import { read } from './run.ts';

export interface EditionFiles {
  /** From the top of the repository, with slashes: those on the disk and those in the last version. */
  readonly paths: readonly string[];
  readonly leftOut: readonly LeftOutFile[];
}

/** Hidden files, and what editors and half-finished writes leave behind. */
const NOBODYS = /^\.|~$|\.(?:new|tmp|swp|bak|orig|rej)$/;

/** Returns the files of an edition: its stories, their pictures, its approval, and all in its folder. */
export async function editionFiles(
  workspace: Workspace,
  repository: Repository,
  edition: EditionFile,
): Promise<EditionFiles> {
  const here = [...storyFiles(edition), approvalPath(edition), ...(await picturesOf(edition))];
  const found = [...new Set(here.map(withoutLinks))].filter((path) => existsSync(path));
  const inside = found.filter((path) => isInside(path, repository.top));
  const paths = inside.map((path) => fromTop(repository, path));
  const tracked = await trackedFiles(repository, [...namesOf(repository, edition), ...paths]);
  const unseen = tracked
    .filter(({ isSeen, path }) => !isSeen && existsSync(join(repository.top, path)))
    .map(({ path }) => ({
      file: workspace.show(join(repository.top, path)),
      reason: UNSEEN,
      path,
    }));
  const ignored = await ignoredFiles(repository, paths, workspace);
  const links = inside
    .filter((path) => lstatSync(path).isSymbolicLink())
    .map((path) => ({ file: workspace.show(path), reason: LINK, path: fromTop(repository, path) }));
  const unusable = [...unseen, ...ignored, ...links];
  const unusablePaths = new Set(unusable.map(({ path }) => path));
  const all = [...tracked.map(({ path }) => path), ...paths];
  return {
    paths: [...new Set(all)].filter((path) => !unusablePaths.has(path)),
    leftOut: [
      ...found
        .filter((path) => !inside.includes(path))
        .map((path) => ({ file: workspace.show(path), reason: 'is outside the repository' })),
      ...unusable.map(({ file, reason }) => ({ file, reason })),
    ],
  };
}

const LINK = 'is a link: git keeps where it leads, but not the text';
const UNSEEN = 'is marked so that git does not look at it (“assume-unchanged” or “skip-worktree”)';

/** Returns a path from the top of the repository, as git writes it. */
export function fromTop({ top }: Repository, path: string): string {
  return relative(top, path).split(sep).join('/');
}

/** Returns what a file of an edition is. */
export function kindOf(path: string): UnsavedFile['kind'] {
  if (path.endsWith('.approved.json')) return 'approval';
  if (isStoryName(path)) return 'story';
  return /\.(?:jpe?g|png|gif|webp|avif|tiff?|heic)$/i.test(path) ? 'picture' : 'other';
}

/**
 * Returns the paths that belong to an edition by their name, from the top of the repository: what
 * an edition was before it became Markdown or a folder, too.
 */
export function namesOf(repository: Repository, { path, id }: EditionFile): readonly string[] {
  const folder = dirname(withoutLinks(path));
  const names = [basename(path), id, `${id}.txt`, `${id}.md`, `${id}.approved.json`];
  return [...new Set(names)].map((name) => fromTop(repository, join(folder, name)));
}

interface TrackedFile {
  readonly path: string;
  /** Git looks whether it has changed. */
  readonly isSeen: boolean;
}

async function trackedFiles(
  { git, top }: Repository,
  paths: readonly string[],
): Promise<readonly TrackedFile[]> {
  const listed = await read(git, ['-C', top, 'ls-files', '-v', '-z', '--', ...paths]);
  // A letter and a space come first; S stands for skip-worktree, a small one for assume-unchanged.
  return inNulls(listed).map((line) => ({ path: line.slice(2), isSeen: !/^[a-zS]/.test(line) }));
}

/** Splits what git prints with -z. */
export function inNulls(output: Buffer): readonly string[] {
  const text = output.toString('utf8').replace(/\0$/, '');
  return text === '' ? [] : text.split('\0');
}

function storyFiles({ path, files }: EditionFile): readonly string[] {
  if (files.includes(path)) return files;
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (file) =>
        !relative(path, file)
          .split(sep)
          .some((name) => NOBODYS.test(name)),
    );
}

async function picturesOf({ files }: EditionFile): Promise<readonly string[]> {
  const named = files.map(async (file) => {
    const text = readArticle(file, file);
    if (!text.ok) return [];
    const article = await parseContent(text.value, file);
    return article.ok
      ? pictureNames(article.value.article).map((name) => resolve(dirname(file), name))
      : [];
  });
  return (await Promise.all(named)).flat();
}

/** Returns the picture files that an article names, from its own folder. */
export function pictureNames({ image, blocks }: Article): readonly string[] {
  const inText = blocks.flatMap((block) => (block.kind === 'image' ? [block.image] : []));
  return [image, ...inText].flatMap((each) => (each?.file === undefined ? [] : [each.file]));
}

async function ignoredFiles(
  { git, top }: Repository,
  paths: readonly string[],
  { show }: Pick<Workspace, 'show'>,
): Promise<readonly (LeftOutFile & { readonly path: string })[]> {
  if (paths.length === 0) return [];
  const ignored = await read(git, ['-C', top, 'check-ignore', '--verbose', '-z', '--stdin'], {
    input: paths.map((path) => `./${path}`).join('\0'),
    wildcards: true,
    // 1: none is ignored.
    found: [0, 1],
  });
  const fields = inNulls(ignored);
  return fields.flatMap((source, at) => {
    const [line = '', pattern = '', named = ''] = fields.slice(at + 1, at + 4);
    // Four fields for each file; "!" is an exception from what is ignored.
    if (at % 4 !== 0 || pattern.startsWith('!')) return [];
    const path = named.replace(/^\.\//, '');
    const reason = `is ignored by git: “${pattern}” in ${source}, line ${line}`;
    return [{ file: show(join(top, path)), reason, path }];
  });
}

/** Returns the folder of a file as git knows it; the file itself may be a link that git keeps. */
export function withoutLinks(path: string): string {
  const folder = dirname(path);
  if (folder === path) return path;
  try {
    return join(realpathSync(folder), basename(path));
  } catch {
    // The folder does not exist yet.
    return join(withoutLinks(folder), basename(path));
  }
}

/** Returns whether a path is below a folder; neither has links on its way. */
export function isInside(path: string, folder: string): boolean {
  return path.startsWith(folder + sep);
}
