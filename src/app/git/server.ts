/** The server that a branch is published to. */
import type { Explained, VersionDone } from '../../studio/versions.ts';
import { ask, withoutLogins, type Git } from './run.ts';
import { inTurn, obstacleIn, type Repository } from './repository.ts';

export interface Destination {
  readonly remote: string;
  /** The branch on the server that others read. */
  readonly branch: string;
  /** What this machine knows of that branch, such as refs/remotes/origin/main; absent if nothing. */
  readonly known?: string;
  /** The address of the server's repository, with whatever login is in it. */
  readonly url: string;
  /** Nothing says yet that the branch here belongs to the one there. */
  readonly isNew: boolean;
  /** Why it can't be published to. */
  readonly obstacle?: Explained;
}

export type FoundDestination =
  | { readonly ok: true; readonly destination: Destination }
  | { readonly ok: false; readonly why: Explained };

/** Does something with the server of a repository, one thing at a time, if nothing is in the way. */
export function withServer(
  repository: Repository,
  work: (destination: Destination) => Promise<VersionDone>,
): Promise<VersionDone> {
  return inTurn(repository, async () => {
    const obstacle = obstacleIn(repository);
    if (obstacle) return { ok: false, why: obstacle };
    const found = await findDestination(repository);
    return found.ok ? work(found.destination) : found;
  });
}

/** Finds where the current branch is published to, as git's own settings say. */
export async function findDestination({ git, branch }: Repository): Promise<FoundDestination> {
  const remotes = lines(await ask(git, 'remote'));
  if (remotes.length === 0) return { ok: false, why: NO_SERVER };
  if (branch === undefined) return { ok: false, why: NO_BRANCH };
  const format = '%(upstream:remotename)%00%(upstream:remoteref)%00%(push:remotename)';
  const told = await ask(git, 'for-each-ref', `--format=${format}`, `refs/heads/${branch}`);
  const [followed = '', followedRef = '', pushed = ''] = told?.split('\0') ?? [];
  const upstream = remotes.includes(followed)
    ? { remote: followed, branch: followedRef.replace(/^refs\/heads\//, '') }
    : undefined;
  const remote = [pushed, upstream?.remote].find((name) => remotes.includes(name ?? ''));
  const chosen = remote ?? (remotes.length === 1 ? remotes[0] : remotes.find(isUsual));
  if (chosen === undefined) return { ok: false, why: severalServers(remotes) };
  const url = (await ask(git, 'remote', 'get-url', '--push', chosen)) ?? '';
  const follows = upstream?.remote === chosen ? upstream.branch : undefined;
  const there = follows ?? branch;
  const known = `refs/remotes/${chosen}/${there}`;
  const isKnown = (await ask(git, 'rev-parse', '--verify', '--quiet', known)) !== undefined;
  const apart = there !== branch && !(await publishesUpstream(git));
  return {
    ok: true,
    destination: {
      remote: chosen,
      branch: there,
      url,
      isNew: follows === undefined,
      ...(isKnown && { known }),
      ...(apart && { obstacle: otherBranch(branch, there) }),
    },
  };
}

const NO_SERVER: Explained = {
  message: 'The versions are kept on this machine only: the repository has no server.',
  remedy: 'Ask somebody who knows git to add one, so that you can publish to it.',
};

const NO_BRANCH: Explained = {
  message: 'Versions are published from a branch, and the repository is on none.',
  remedy: 'Ask somebody who knows git to switch to a branch.',
};

const isUsual = (name: string) => name === 'origin';

function severalServers(remotes: readonly string[]): Explained {
  return {
    message: `The repository has ${remotes.length} servers, ${remotes.join(', ')}, and none is the one to publish to.`,
    remedy: 'Ask somebody who knows git to set it as remote.pushDefault.',
  };
}

function otherBranch(here: string, there: string): Explained {
  return {
    message: `You work on the branch ${here}, which follows ${there}. Publishing would change ${there} directly.`,
    remedy: 'Ask for a review instead.',
  };
}

/** Whether git is set to push a branch to one with another name. */
async function publishesUpstream(git: Git): Promise<boolean> {
  return ['upstream', 'tracking'].includes((await ask(git, 'config', 'push.default')) ?? '');
}

/** Returns an address as people know it, without a login: example.com/desk/briefing. */
export function shownUrl(url: string): string {
  return withoutLogins(url)
    .replace(/^(?:https?|ssh|git):\/\//i, '')
    .replace(/^[^@:/\s]+@(?=[^/\s]+:)/, '')
    .replace(/\.git\/?$/, '');
}

/** Splits what git prints, a line each. */
export function lines(text = ''): readonly string[] {
  return text === '' ? [] : text.split('\n');
}

/** Counts the commits of a range that change some paths; of all if there are no paths. */
export async function countCommits(
  { git, top }: Repository,
  range: readonly string[],
  paths: readonly string[] = [],
): Promise<number> {
  const limit = paths.length > 0 ? ['--', ...paths] : ['--'];
  return Number((await ask(git, '-C', top, 'rev-list', '--count', ...range, ...limit)) ?? 0);
}

/** Returns the commits here that the server is not known to have, as a range. */
export function unpublished({ known, remote }: Destination): readonly string[] {
  return known === undefined ? ['HEAD', '--not', `--remotes=${remote}`] : [`${known}..HEAD`];
}
