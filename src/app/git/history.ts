import type { Version } from '../../studio/versions.ts';
import { printable } from '../../base/printable.ts';
import { inNulls } from './edition-files.ts';
import { ask } from './run.ts';
import type { Repository } from './repository.ts';

const FIELDS = ['%H', '%at', '%an', '%s'] as const;

/** Lists the commits that changed some paths, newest first; `skip` leaves out as many of them. */
export async function historyOf(
  { git, top, head, branch }: Repository,
  paths: readonly string[],
  { skip, limit }: { readonly skip: number; readonly limit: number },
): Promise<readonly Version[]> {
  if (head === undefined || paths.length === 0) return [];
  const { stdout } = await git([
    ...['-C', top, '-c', 'log.showSignature=false', 'log', '-z', '--no-decorate'],
    ...['--encoding=UTF-8', `--format=${FIELDS.join('%x1f')}`],
    ...[`--skip=${skip}`, `--max-count=${limit}`, head, '--', ...paths],
  ]);
  const unpublished = branch === undefined ? undefined : await unpublishedIn(git, branch);
  return inNulls(stdout).map((line) => {
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
