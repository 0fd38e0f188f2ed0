/** The repository that a folder is in, and why it may not be written to now. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { printable } from '../../base/printable.ts';
import { UserError } from '../../base/user-error.ts';
import type { Environment } from '../../config/environment.ts';
import type { Explained } from '../../studio/versions.ts';
import { gitIn, type Git } from './run.ts';

export interface Repository {
  readonly git: Git;
  /** The folder at its top, without links. */
  readonly top: string;
  /** Where git keeps what it needs: .git, or the folder of a worktree. */
  readonly gitFolder: string;
  /** It has only its newest commits. */
  readonly shallow: boolean;
  /** The current branch; absent if there is none. */
  readonly branch?: string;
  /** The current commit; absent before the first. */
  readonly head?: string;
}

export type FoundRepository =
  | { readonly ok: true; readonly repository: Repository }
  /** `canStart` if a repository can be made here. */
  | { readonly ok: false; readonly why: Explained; readonly canStart: boolean };

/** Finds the repository of a folder, and reads where it stands. */
export async function findRepository(folder: string, env: Environment): Promise<FoundRepository> {
  const git = gitIn(folder, env);
  try {
    const { code, stdout, said } = await git([
      'rev-parse',
      ...['--show-toplevel', '--absolute-git-dir', '--is-shallow-repository'],
    ]);
    if (code !== 0) return { ok: false, ...noRepository(said) };
    const [top = '', gitFolder = '', shallow] = stdout.toString('utf8').split('\n');
    const at = await standing(git);
    return { ok: true, repository: { git, top, gitFolder, shallow: shallow === 'true', ...at } };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ok: false, canStart: false, why: { message: error.message, remedy: error.remedy } };
  }
}

function noRepository(said: string): { readonly why: Explained; readonly canStart: boolean } {
  if (said.includes('dubious ownership')) {
    return {
      canStart: false,
      why: {
        message: 'The repository belongs to another user of this machine, so git does not read it.',
        remedy:
          'Ask that user to make you its owner, or list its folder in git’s setting safe.directory.',
      },
    };
  }
  const nowhere = said.includes('not a git repository');
  return {
    canStart: nowhere,
    why: nowhere
      ? {
          message: 'No versions are kept yet: the newsletter is in no git repository.',
          remedy: 'Start to keep versions, so that you can go back to any of them.',
        }
      : {
          message: 'Git can’t read the repository of the newsletter.',
          remedy: 'Show the lines below to somebody who knows git.',
          output: said.split('\n').map(printable),
        },
  };
}

async function standing(git: Git): Promise<Pick<Repository, 'branch' | 'head'>> {
  const [branch, head] = await Promise.all([
    // Not --short: that says heads/main where a tag has the name of the branch.
    git(['symbolic-ref', '--quiet', 'HEAD']),
    git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']),
  ]);
  const line = ({ stdout }: { readonly stdout: Buffer }) => stdout.toString('utf8').trim();
  return {
    ...(branch.code === 0 && { branch: line(branch).replace(/^refs\/heads\//, '') }),
    ...(head.code === 0 && { head: line(head) }),
  };
}

/** What somebody began and has not ended, by the file that git keeps meanwhile. */
const UNDER_WAY: Readonly<Record<string, string>> = {
  MERGE_HEAD: 'a merge',
  'rebase-merge': 'a rebase',
  'rebase-apply': 'a rebase',
  CHERRY_PICK_HEAD: 'a cherry-pick',
  REVERT_HEAD: 'a revert',
  BISECT_LOG: 'a bisect',
};

/** Returns why no commit may be made in a repository now; undefined if one may. */
export function obstacleIn({ gitFolder, branch }: Repository): Explained | undefined {
  const begun = Object.keys(UNDER_WAY).find((name) => existsSync(join(gitFolder, name)));
  if (begun !== undefined) {
    return {
      message: `Somebody is in the middle of ${UNDER_WAY[begun] ?? ''} in this repository.`,
      remedy: 'Ask them to finish it. What you write is in the files meanwhile, and stays there.',
    };
  }
  if (branch === undefined) {
    return {
      message: 'The repository shows an earlier commit and is on no branch (“detached HEAD”).',
      remedy:
        'Ask somebody who knows git to switch to a branch: a version saved here could get lost. What you write is in the files, and stays there.',
    };
  }
  return undefined;
}

/** Returns whether git knows who commits here; a name made up from the machine's does not count. */
export async function knowsWho(git: Git): Promise<boolean> {
  const { code } = await git(['-c', 'user.useConfigOnly=true', 'var', 'GIT_COMMITTER_IDENT']);
  return code === 0;
}

const turns = new Map<string, Promise<unknown>>();

/** Does some work in a repository after the work that others have begun there in this process. */
export function inTurn<T>({ gitFolder }: Pick<Repository, 'gitFolder'>, work: () => Promise<T>) {
  const before = turns.get(gitFolder) ?? Promise.resolve();
  const mine = before.then(work, work);
  const settled = mine.catch(() => undefined);
  turns.set(gitFolder, settled);
  void settled.then(() => {
    if (turns.get(gitFolder) === settled) turns.delete(gitFolder);
  });
  return mine;
}

/** Explains why git could not do something, by what it said; undefined for what is not known. */
export function explainFault(code: number | null, said: string): Explained | undefined {
  if (code === null) {
    return {
      message: 'Git took too long and was stopped.',
      remedy:
        'Load the page again to see what was done, then try again. If it happens again, show this to somebody who knows git.',
    };
  }
  const lock = /Unable to create '([^']+\.lock)'/.exec(said)?.[1];
  if (lock !== undefined) {
    return {
      message: 'Another program is using the repository.',
      remedy: `Try again in a moment. If no other program is using git, delete the file ${basename(lock)} in the repository’s folder .git.`,
    };
  }
  // What a hook prints may say the same of something else.
  const own = said
    .split('\n')
    .filter((line) => /^(?:fatal|error): /.test(line))
    .join('\n');
  const full = /No space left on device|Disk quota exceeded/.test(own);
  if (full) return { message: 'The disk is full.', remedy: 'Free some space, then try again.' };
  if (/gpg|failed to sign|signing/i.test(own)) {
    return {
      message: 'The repository asks for signed versions, and this one could not be signed.',
      remedy: 'Ask somebody who knows git to make the key available without a password prompt.',
      output: outputOf(said),
    };
  }
  if (/Permission denied|insufficient permission|Read-only file system/.test(own)) {
    return {
      message: 'The repository can’t be written: you have no permission.',
      remedy: 'Ask the owner of the folder for permission to write in it.',
    };
  }
  return undefined;
}

/**
 * Returns what git or a check printed, for people who can read it: its last lines, safe to show.
 */
export function outputOf(said: string): readonly string[] {
  return said
    .split(/\r\n|[\n\r]/)
    .map((line) => printable(line).trimEnd())
    .filter((line) => line !== '')
    .slice(-MOST_LINES);
}

const MOST_LINES = 20;
