import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../base/user-error.ts';
import { printable } from '../../base/printable.ts';
import { gitIn, type Git } from '../git/run.ts';
import type { Workspace } from '../workspace.ts';

/** A repository with everything that a newspaper has printed takes long to unpack. */
const PATIENCE_MS = 600_000;

/**
 * Does some work in a folder as it was at a revision of git, in a temporary worktree, which is
 * removed afterwards. Throws UserError if there is no git, or no such revision.
 */
export async function atRevision<T>(
  revision: string,
  { root: cwd, env }: Pick<Workspace, 'root' | 'env'>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const runGit = gitIn(cwd, env);
  const git = (...args: readonly string[]) => printed(runGit, args);
  const inside = await git('rev-parse', '--show-prefix');
  const commit = await git(
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ).catch((error: unknown) => {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `git knows no revision "${printable(revision)}" here.`,
      'Name a commit, a branch or a tag. In CI, fetch the whole history.',
    );
  });
  const temporary = await mkdtemp(join(tmpdir(), 'broadsheet-at-'));
  const tree = join(temporary, 'tree');
  try {
    await git('worktree', 'add', '--quiet', '--detach', tree, commit);
    return await work(join(tree, inside));
  } finally {
    await git('worktree', 'remove', '--force', tree).catch(() => undefined);
    await rm(temporary, { recursive: true, force: true });
  }
}

/** What git prints; no hook of the repository is run. */
async function printed(git: Git, args: readonly string[]): Promise<string> {
  const { code, stdout, said } = await git(args, { timeoutMs: PATIENCE_MS });
  if (code === 0) return stdout.toString('utf8').replace(/\n$/, '');
  if (said.includes('not a git repository')) {
    throw new UserError(
      'This folder is in no git repository.',
      'Run the command in the repository of the newsletter.',
    );
  }
  throw new Error(`git ${args[0] ?? ''}: ${said}`);
}
