import { UserError } from '../../base/user-error.ts';
import type { EditionFile } from '../editions.ts';
import { prepareEdition } from '../prepare/prepare.ts';
import type { Workspace } from '../workspace.ts';
import { approvalPath, readApproval, writeApproval } from './file.ts';
import { keepLetter } from './kept-letters.ts';
import { factsOf, type LetterFacts } from './letter-facts.ts';

export interface Approved {
  readonly facts: LetterFacts;
  /** What was approved before, if that is readable. */
  readonly before?: LetterFacts;
  /** Why the earlier approval, which was replaced, can't be read. */
  readonly unreadable?: string;
  /** The approval, as messages show it. */
  readonly file: string;
  /** Whether `send` asks for an approval. */
  readonly required: boolean;
}

/**
 * Approves the letter of an edition as it is now (otherwise of the newest): writes its facts beside
 * the edition. Throws like prepareEdition, and UserError if it is not the letter of a content hash
 * that is given.
 */
export async function approveEdition(
  workspace: Workspace,
  named: string | EditionFile | undefined,
  contentHash?: string,
): Promise<Approved> {
  const prepared = await prepareEdition(workspace, named);
  const earlier = readEarlier(prepared.file, workspace);
  const facts = factsOf(prepared);
  if (contentHash !== undefined && facts.contentHash !== contentHash) {
    throw new UserError(
      'The letter has changed since you looked at it.',
      'Nothing was approved. Look at it again, then approve it.',
    );
  }
  writeApproval(prepared.file, facts);
  const { parts, pictures } = prepared;
  keepLetter(workspace, facts.contentHash, { html: parts.html, pictures });
  const file = workspace.show(approvalPath(prepared.file));
  return { facts, file, required: prepared.config.requireApproval, ...earlier };
}

function readEarlier(
  file: EditionFile,
  workspace: Workspace,
): Pick<Approved, 'before' | 'unreadable'> {
  try {
    const before = readApproval(file, workspace);
    return before ? { before } : {};
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { unreadable: error.message };
  }
}
