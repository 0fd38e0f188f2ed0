import { prepareEdition } from '../prepare/prepare.ts';
import type { EditionFile } from '../editions.ts';
import type { Workspace } from '../workspace.ts';
import type { Prepared } from '../prepare/prepare.ts';
import type { Repository } from './repository.ts';
import { inFolderOf, versionFiles } from './version-files.ts';

/**
 * Makes the letter of an edition's files at a commit, with the config and the theme of today: the
 * letter that would come of bringing them back. Undefined if the edition was not there. Throws like
 * prepareEdition.
 */
export async function versionLetter(
  workspace: Workspace,
  repository: Repository,
  edition: EditionFile,
  commit: string,
): Promise<Prepared | undefined> {
  const files = await versionFiles(repository, edition, commit);
  return (
    files &&
    inFolderOf(workspace, files, (there, file, filesRoot) =>
      prepareEdition(there, file, { markMissing: true, filesRoot }),
    )
  );
}
