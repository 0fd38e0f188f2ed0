/** The letter that was approved, as it looked: kept on this machine, or made again from git. */
import { dirname } from 'node:path';
import { UserError } from '../../base/user-error.ts';
import type { ApprovedLetter } from '../../studio/approving.ts';
import type { EditionFile } from '../editions.ts';
import { fromTop, withoutLinks } from '../git/edition-files.ts';
import { historyOf } from '../git/history.ts';
import { findRepository, type Repository } from '../git/repository.ts';
import { ask } from '../git/run.ts';
import { versionLetter } from '../git/version-letter.ts';
import type { Workspace } from '../workspace.ts';
import { approvalPath } from './file.ts';
import { keepLetter, keptLetter } from './kept-letters.ts';

/** An approval that was replaced more often since is looked for no further. */
const MOST_COMMITS = 20;

/**
 * Returns the letter of a content hash that an edition's approval has. From git it is shown only if
 * it is the same to the last byte: it is made with the config and the theme of today.
 */
export async function approvedLetter(
  workspace: Workspace,
  edition: EditionFile,
  contentHash: string,
): Promise<ApprovedLetter> {
  const kept = keptLetter(workspace, contentHash);
  if (kept) return { kind: 'shown', letter: kept };
  try {
    const folder = dirname(withoutLinks(edition.files[0]));
    const found = await findRepository(folder, workspace.env);
    if (!found.ok) return { kind: 'not-here' };
    const commit = await approvedAt(found.repository, edition, contentHash);
    if (commit === undefined) return { kind: 'not-here' };
    const made = await versionLetter(workspace, found.repository, edition, commit);
    if (made?.composed.contentHash !== contentHash) return { kind: 'differs' };
    const letter = { html: made.parts.html, pictures: made.pictures };
    keepLetter(workspace, contentHash, letter);
    return { kind: 'shown', letter };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: 'differs' };
  }
}

/** Finds the newest commit with the approval of a letter. */
async function approvedAt(
  repository: Repository,
  edition: EditionFile,
  contentHash: string,
): Promise<string | undefined> {
  const path = fromTop(repository, withoutLinks(approvalPath(edition)));
  const commits = await historyOf(repository, [path], { skip: 0, limit: MOST_COMMITS });
  for (const { commit } of commits) {
    const text = await ask(repository.git, 'cat-file', 'blob', `${commit}:${path}`);
    if (text?.includes(`"contentHash": "${contentHash}"`) === true) return commit;
  }
  return undefined;
}
