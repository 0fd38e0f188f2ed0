/** Brings the versions that others have published here, if nothing here gets lost by it. */
import { randomUUID } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { printable } from '../../base/printable.ts';
import type { Explained, VersionDone } from '../../studio/versions.ts';
import { inNulls } from './edition-files.ts';
import { isAncestor } from './history.ts';
import { explainConnection, NETWORK } from './push.ts';
import { explainFault, knowsWho, outputOf, type Repository } from './repository.ts';
import { ask, read } from './run.ts';
import { withServer, type Destination } from './server.ts';

const PATIENCE_MS = 180_000;

/** Fetches the branch of the server, and joins it with the one here where that takes no choice. */
export function takeIn(repository: Repository): Promise<VersionDone> {
  return withServer(repository, async (destination) => {
    const theirs = await fetchBranch(repository, destination);
    if (typeof theirs !== 'string') return { ok: false, why: theirs };
    const { git, head } = repository;
    if (head === undefined) return { ok: false, why: EMPTY };
    if (await isAncestor(repository, theirs, 'HEAD')) return { ok: true, done: 'current' };
    if (!(await isAncestor(repository, 'HEAD', theirs))) {
      const conflict = await conflictWith(repository, theirs);
      if (conflict) return { ok: false, why: conflict };
      if (!(await knowsWho(git))) return { ok: false, why: NO_NAME };
    }
    const inTheWay = await overwrittenBy(repository, theirs);
    if (inTheWay.length > 0) return { ok: false, why: wouldOverwrite(inTheWay) };
    return merge(repository, theirs, destination);
  });
}

const EMPTY: Explained = {
  message: 'There is no version here yet.',
  remedy: 'Save one first.',
};

const NO_NAME: Explained = {
  message: 'Git does not know who you are, and your versions have to be joined with others.',
  remedy: 'Change something and save a version: the form asks for your name.',
};

/** Returns the commit that a branch of the server is at now. */
async function fetchBranch(
  { git, top }: Repository,
  { remote, branch, url }: Destination,
): Promise<string | Explained> {
  // Not FETCH_HEAD: another program that fetches would write to it.
  const ref = `refs/broadsheet/${randomUUID()}`;
  const { code, said } = await git(
    [
      ...[...NETWORK, '-C', top, 'fetch', '--quiet', '--no-tags', '--no-recurse-submodules'],
      ...['--no-auto-maintenance', '--no-write-fetch-head'],
      ...[remote, `+refs/heads/${branch}:${ref}`],
    ],
    { timeoutMs: PATIENCE_MS },
  );
  if (code !== 0) {
    if (said.includes("couldn't find remote ref")) {
      return { message: `The server has no branch ${branch} yet.`, remedy: 'Publish first.' };
    }
    return explainConnection(code, said, url) ?? { ...UNKNOWN, output: outputOf(said) };
  }
  const theirs = await ask(git, 'rev-parse', '--verify', '--quiet', ref);
  await git(['update-ref', '-d', ref]);
  return theirs ?? UNKNOWN;
}

const UNKNOWN: Explained = {
  message: 'The versions of others could not be fetched.',
  remedy: 'Show the lines below to somebody who knows git. Nothing was changed.',
};

/** Tries to join two commits without touching a file; returns what is in the way. */
async function conflictWith(
  { git, top }: Repository,
  theirs: string,
): Promise<Explained | undefined> {
  const { code, stdout, said } = await git([
    ...['-C', top, 'merge-tree', '--write-tree', '--name-only', '--no-messages', 'HEAD', theirs],
  ]);
  if (code === 0) return undefined;
  if (code !== 1) return { ...CANT_JOIN, output: outputOf(said) };
  const files = stdout.toString('utf8').trim().split('\n').slice(1).map(printable);
  return {
    message: `You and others have changed the same lines of ${files.join(', ')}.`,
    remedy:
      'Ask for a review: your versions then stand beside theirs, and both can be compared and joined there. Nothing was changed.',
  };
}

/**
 * Lists the new files of a commit that are in the place of something here: git itself looks only for
 * what it does not ignore.
 */
async function overwrittenBy({ git, top }: Repository, theirs: string): Promise<readonly string[]> {
  const added = await read(git, [
    ...['-C', top, 'diff', '--name-only', '-z', '--no-renames', '--diff-filter=A', 'HEAD', theirs],
    '--',
  ]);
  return inNulls(added).filter((path) => isTaken(top, path));
}

/** Whether there is something where a file belongs, or a file where one of its folders does. */
function isTaken(top: string, path: string): boolean {
  if (path === '.') return false;
  const found = lstatSync(join(top, path), { throwIfNoEntry: false });
  return found ? !found.isDirectory() : isTaken(top, dirname(path));
}

const CANT_JOIN: Explained = {
  message: 'Your versions and those of others can’t be joined here.',
  remedy: 'Show the lines below to somebody who knows git. Nothing was changed.',
};

/** Whatever the settings say: what no version has stays as it is, and the result is a version. */
const MERGE = [
  ...['--quiet', '--no-edit', '--ff', '--commit', '--no-squash'],
  '--no-autostash',
] as const;

async function merge(
  repository: Repository,
  theirs: string,
  { branch }: Destination,
): Promise<VersionDone> {
  const { git, top } = repository;
  const message = `Get the versions of others from ${branch}`;
  const { code, said } = await git(['-C', top, 'merge', ...MERGE, '-m', message, theirs], {
    hooks: true,
    timeoutMs: PATIENCE_MS,
  });
  // A hook that runs after the merge may be what took too long.
  const isTaken = code === 0 || (code === null && (await isAncestor(repository, theirs, 'HEAD')));
  if (isTaken) return { ok: true, done: 'taken' };
  // Git refuses before it changes a file; what stopped in the middle is undone.
  await git(['-C', top, 'merge', '--abort']);
  const overwritten = /would be overwritten by merge:\n((?:\t.*\n?)+)/.exec(said)?.[1];
  if (overwritten === undefined) {
    return { ok: false, why: explainFault(code, said) ?? { ...CANT_JOIN, output: outputOf(said) } };
  }
  const files = overwritten
    .trim()
    .split(/\n\t?/)
    .map((file) => file.trim());
  return { ok: false, why: wouldOverwrite(files) };
}

function wouldOverwrite(files: readonly string[]): Explained {
  return {
    message: `Others have changed ${files.map(printable).join(', ')}, where you have changes that no version has.`,
    remedy: 'Save a version first, then get the versions of others. Nothing was changed.',
  };
}
