import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from '../../config/environment.ts';
import { UserError } from '../../base/user-error.ts';
import { printable } from '../../base/printable.ts';
import type { Workspace } from '../workspace.ts';

const run = promisify(execFile);

/**
 * Does some work in a folder as it was at a revision of git, in a temporary worktree, which is
 * removed afterwards. Throws UserError if there is no git, or no such revision.
 */
export async function atRevision<T>(
  revision: string,
  { root: cwd, env }: Pick<Workspace, 'root' | 'env'>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const git = (...args: readonly string[]) => gitIn(cwd, env, args);
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
async function gitIn(cwd: string, env: Environment, args: readonly string[]): Promise<string> {
  // A hook that runs this command would point git at another index or folder.
  const own = Object.entries(env).filter(([name]) => !name.startsWith('GIT_'));
  try {
    const { stdout } = await run('git', ['-c', 'core.hooksPath=/dev/null', ...args], {
      cwd,
      env: { ...Object.fromEntries(own), LC_ALL: 'C' },
    });
    return stdout.replace(/\n$/, '');
  } catch (error) {
    const { code, stderr = '' } = error as { code?: unknown; stderr?: string };
    const remedy = 'Install git and run the command in the repository of the newsletter.';
    if (code === 'ENOENT') throw new UserError('git is not installed.', remedy);
    if (stderr.includes('not a git repository')) {
      throw new UserError('This folder is in no git repository.', remedy);
    }
    throw error;
  }
}
