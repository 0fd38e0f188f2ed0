/** Asks for a review: sends the versions to a branch of their own. */
import type { Explained, Review, VersionDone } from '../../studio/versions.ts';
import { isAncestor } from './history.ts';
import { reviewPlace } from './pull-request.ts';
import { explainConnection, NETWORK, push } from './push.ts';
import { outputOf, type Repository } from './repository.ts';
import { ask } from './run.ts';
import { countCommits, lines, unpublished, withServer, type Destination } from './server.ts';

const PATIENCE_MS = 60_000;
const MOST_BRANCHES = 20;

/** What servers printed when they took a branch, by repository and branch. */
export type Printed = Map<string, string>;

/**
 * Sends what the server does not have yet to the branch `review-<edition>`, or to that branch with a
 * number behind its name if it has become another one.
 */
export function askForReview(
  repository: Repository,
  edition: string,
  printed: Printed,
): Promise<VersionDone> {
  return withServer(repository, async (destination) => {
    if (destination.known === undefined) return { ok: false, why: nothingThere(destination) };
    const fresh = await countCommits(repository, unpublished(destination));
    if (fresh === 0) return { ok: false, why: NOTHING };
    const branch = await freeBranch(repository, destination, `review-${edition}`);
    if (typeof branch !== 'string') return { ok: false, why: branch };
    const pushed = await push(repository, destination, branch);
    if (!pushed.ok) return pushed;
    await remember(repository, destination, branch);
    printed.set(keyOf(repository, branch), pushed.said);
    return { ok: true, done: 'reviewing' };
  });
}

/** Notes that the server has the branch: git does so itself only in a clone that follows them all. */
async function remember(
  { git, branch: here }: Repository,
  { remote }: Destination,
  branch: string,
): Promise<void> {
  await git(['update-ref', `refs/remotes/${remote}/${branch}`, `refs/heads/${here ?? ''}`]);
}

const NOTHING: Explained = {
  message: 'Everything that is saved is published already, so there is nothing to review.',
  remedy: 'Save a version first.',
};

function nothingThere({ branch }: Destination): Explained {
  return {
    message: `Nothing is known of the branch ${branch} on the server, so nothing can be compared with it.`,
    remedy: 'Get the versions of others or, if the server is empty, publish first.',
  };
}

/** The first branch that is not there yet, or can go forward to the current commit. */
async function freeBranch(
  repository: Repository,
  { remote, url }: Destination,
  name: string,
): Promise<string | Explained> {
  const { git, top } = repository;
  const { code, stdout, said } = await git(
    [...NETWORK, '-C', top, 'ls-remote', '--heads', remote, `refs/heads/${name}*`],
    { timeoutMs: PATIENCE_MS },
  );
  if (code !== 0) {
    return explainConnection(code, said, url) ?? { ...UNKNOWN, output: outputOf(said) };
  }
  const there = new Map(
    lines(stdout.toString('utf8').trimEnd()).map((line) => {
      const [commit = '', ref = ''] = line.split('\t');
      return [ref.replace('refs/heads/', ''), commit] as const;
    }),
  );
  for (const branch of branchNames(name)) {
    const commit = there.get(branch);
    if (commit === undefined || (await isAncestor(repository, commit, 'HEAD'))) return branch;
  }
  return UNKNOWN;
}

const UNKNOWN: Explained = {
  message: 'The server gave no branch for the review.',
  remedy: 'Ask somebody who knows git to look at its branches.',
};

function branchNames(name: string): readonly string[] {
  return Array.from({ length: MOST_BRANCHES }, (_, at) => (at === 0 ? name : `${name}-${at + 1}`));
}

/** Lists the branches on which an edition waits for a review, as far as known here. */
export async function openReviews(
  repository: Repository,
  edition: string,
  { remote, branch: base, known, url }: Destination,
  printed: Printed,
): Promise<readonly Review[]> {
  if (known === undefined) return [];
  const folder = `refs/remotes/${remote}/`;
  const listed = await ask(
    repository.git,
    ...['for-each-ref', `--no-merged=${known}`, '--format=%(refname)', folder],
  );
  const names = branchNames(`review-${edition}`);
  return lines(listed)
    .map((ref) => ref.slice(folder.length))
    .filter((branch) => names.includes(branch))
    .map((branch) => {
      const said = printed.get(keyOf(repository, branch)) ?? '';
      const place = reviewPlace(url, { branch, base, said });
      return { branch, base, ...(place && { place }) };
    });
}

function keyOf({ gitFolder }: Repository, branch: string): string {
  return `${gitFolder}\n${branch}`;
}
