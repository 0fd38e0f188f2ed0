import type { Version } from '../../studio/versions.ts';
import { printable } from '../../base/printable.ts';
import { inNulls } from './edition-files.ts';
import { ask, read } from './run.ts';
import type { Repository } from './repository.ts';

const FIELDS = ['%H', '%at', '%an', '%s'] as const;

/**
 * Lists the commits that changed some paths, newest first, from a commit backwards. Default: from the
 * current one. `skip` leaves out as many of them.
 */
export async function historyOf(
  { git, top, head, branch }: Repository,
  paths: readonly string[],
  {
    skip,
    limit,
    from = head,
  }: { readonly skip: number; readonly limit: number; readonly from?: string | undefined },
): Promise<readonly Version[]> {
  if (from === undefined || paths.length === 0) return [];
  const log = await read(git, [
    ...['-C', top, '-c', 'log.showSignature=false', 'log', '-z', '--no-decorate'],
    ...['--encoding=UTF-8', `--format=${FIELDS.join('%x1f')}`],
    ...[`--skip=${skip}`, `--max-count=${limit}`, from, '--', ...paths],
  ]);
  const unpublished = branch === undefined ? undefined : await unpublishedIn(git, branch);
  return inNulls(log).map((line) => {
    const [commit = '', seconds = '', author = '', ...message] = line.split('\x1f');
    return {
      commit,
      at: new Date(Number(seconds) * 1000),
      author: printable(author),
      message: printable(message.join(' ')),
      ...(unpublished && { published: !unpublished.has(commit) }),
    };
  });
}

/** Returns the commits that the branch's server lacks, as far as known here; undefined without one. */
async function unpublishedIn(
  git: Repository['git'],
  branch: string,
): Promise<ReadonlySet<string> | undefined> {
  const upstream = await ask(git, 'rev-parse', '--verify', '--quiet', `${branch}@{upstream}`);
  if (upstream === undefined) return undefined;
  const list = await ask(git, 'rev-list', `${upstream}..HEAD`);
  return list === undefined ? undefined : new Set(list.split('\n'));
}

/** Finds a version of some paths, and the one before it; undefined if it is not in their history. */
export async function findVersion(
  repository: Repository,
  paths: readonly string[],
  commit: string,
): Promise<{ readonly version: Version; readonly before?: Version } | undefined> {
  const { head } = repository;
  if (head === undefined || !(await isAncestor(repository, commit, head))) return undefined;
  const found = await historyOf(repository, paths, { skip: 0, limit: 2, from: commit });
  const [version, before] = found;
  return version?.commit === commit ? { version, ...(before && { before }) } : undefined;
}

/** Returns whether a commit is another one, or comes before it. */
export async function isAncestor(
  { git }: Repository,
  one: string,
  other: string,
): Promise<boolean> {
  const { code } = await git(['merge-base', '--is-ancestor', one, other]);
  return code === 0;
}
