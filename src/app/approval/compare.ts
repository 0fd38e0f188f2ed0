import { relative } from 'node:path';
import { printable } from '../../base/printable.ts';
import { UserError } from '../../base/user-error.ts';
import { prepareEdition, type Prepared } from '../prepare/prepare.ts';
import { openWorkspace, type Workspace } from '../workspace.ts';
import { approvalPath, readApproval } from './file.ts';
import { compareLetters, type LetterDiff } from './letter-diff.ts';
import { factsOf, type LetterFacts } from './letter-facts.ts';

export interface Comparison {
  readonly edition: string;
  readonly before: LetterFacts;
  readonly after: LetterFacts;
  readonly difference: LetterDiff;
}

/**
 * Compares the letter of an edition (otherwise the newest) with the approved one, or with the one
 * that the content, the templates and the config of a git revision make. Throws UserError if
 * there is nothing to compare with.
 */
export async function compareEdition(
  workspace: Workspace,
  named: string | undefined,
  revision?: string,
): Promise<Comparison> {
  const prepared = await prepareEdition(workspace, named);
  const edition = prepared.edition.id;
  const before =
    revision === undefined
      ? approved(prepared, workspace)
      : await builtAt(revision, edition, workspace);
  const after = factsOf(prepared);
  return { edition, before, after, difference: compareLetters(before, after) };
}

/** Why a letter can't be sent if the config requires approval. */
export interface Unapproved {
  /** Where the approval belongs, as messages show it. */
  readonly file: string;
  /** What has changed since the letter was approved; absent if it never was. */
  readonly change?: Omit<Comparison, 'edition'>;
}

/** Returns why a letter isn't approved; undefined if it is, or needn't be. Throws UserError. */
export function findUnapproved(prepared: Prepared, workspace: Workspace): Unapproved | undefined {
  if (!prepared.config.requireApproval) return undefined;
  const before = readApproval(prepared.file, workspace);
  if (before?.contentHash === prepared.composed.contentHash) return undefined;
  const file = workspace.show(approvalPath(prepared.file));
  if (!before) return { file };
  const after = factsOf(prepared);
  return { file, change: { before, after, difference: compareLetters(before, after) } };
}

function approved({ file }: Prepared, workspace: Workspace): LetterFacts {
  const approval = readApproval(file, workspace);
  if (approval) return approval;
  throw new UserError(
    `${file.id} has not been approved, so there is nothing to compare it with.`,
    'Approve it first, or compare it with a git revision, such as --against HEAD.',
  );
}

async function builtAt(
  revision: string,
  edition: string,
  workspace: Workspace,
): Promise<LetterFacts> {
  const { atRevision } = await import('./at-revision.ts');
  return atRevision(revision, workspace, async (folder) => {
    const content = relative(workspace.root, workspace.content);
    const there = openWorkspace({ ...workspace, cwd: folder }, content);
    try {
      return factsOf(await prepareEdition(there, edition));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const message = `At ${printable(revision)} there is no letter to compare with: ${error.message}`;
      throw new UserError(message, 'Name a revision at which the edition can be built.');
    }
  });
}
