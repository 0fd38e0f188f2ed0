import { fileFault } from '../../base/file-fault.ts';
import { UserError } from '../../base/user-error.ts';
import type { FileSaved } from '../../studio/writing.ts';
import type { Workspace } from '../workspace.ts';
import { withFileLocks } from './file-lock.ts';
import { realPath, type StoryPlace } from './story-file.ts';

const BUSY = {
  kind: 'failed',
  message: 'Another process is saving this file.',
  remedy: 'Wait a few seconds, then save again.',
} as const;

/**
 * Saves a story while no other process of Broadsheet changes its file. Returns what `save` does, or
 * why the story could not be written; throws what is a bug.
 */
export async function saveUnderLock(
  workspace: Workspace,
  place: StoryPlace,
  save: () => Promise<FileSaved>,
): Promise<FileSaved> {
  return underLocks(workspace, () => [realPath(place)], save);
}

export interface Failed {
  readonly kind: 'failed';
  readonly message: string;
  readonly remedy: string;
}

/** Does some work while no other process of Broadsheet changes some files; fails like saveUnderLock. */
export async function underLocks<T>(
  workspace: Workspace,
  paths: () => readonly string[],
  work: () => Promise<T>,
): Promise<T | Failed> {
  try {
    const done = await withFileLocks(workspace, paths(), work);
    return done === 'busy' ? BUSY : done;
  } catch (error) {
    return failureOf(error);
  }
}

function failureOf(error: unknown): Failed {
  if (error instanceof UserError) {
    return { kind: 'failed', message: error.message, remedy: error.remedy };
  }
  const fault = fileFault(error);
  if (fault) return { kind: 'failed', message: fault.message, remedy: fault.remedy };
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  return {
    kind: 'failed',
    message: 'The file is no longer there: it was deleted or renamed.',
    remedy: 'Copy your text, then open the edition again.',
  };
}
