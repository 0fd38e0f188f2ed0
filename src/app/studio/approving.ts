import { fileFault } from '../../base/file-fault.ts';
import { UserError } from '../../base/user-error.ts';
import type {
  Approval,
  ApprovalDesk,
  ApprovalDone,
  ApprovedLetter,
} from '../../studio/approving.ts';
import { approveEdition } from '../approval/approve.ts';
import { approvedLetter } from '../approval/approved-letter.ts';
import { approvalPath, readApproval } from '../approval/file.ts';
import { factsOf } from '../approval/letter-facts.ts';
import { editionById, type EditionFile } from '../editions.ts';
import type { Prepared } from '../prepare/prepare.ts';
import type { Workspace } from '../workspace.ts';

export interface ApprovingOptions {
  readonly workspace: Workspace;
  /** Builds an edition; undefined if that fails. */
  readonly prepared: (id: string) => Promise<Prepared | undefined>;
  /** Told of the file that was written. */
  readonly written: (id: string, path: string) => void;
}

/**
 * Approves letters from the studio, by the same files as `broadsheet approve`. `forgetApproved` makes
 * the letters of versions anew.
 */
export function studioApproving(
  options: ApprovingOptions,
): ApprovalDesk & { readonly forgetApproved: () => void } {
  const { workspace, prepared, written } = options;
  const known = new Map<string, Promise<ApprovedLetter>>();
  const letterOf = (file: EditionFile, contentHash: string) => {
    const found = known.get(contentHash) ?? approvedLetter(workspace, file, contentHash);
    // A letter has its pictures: only the last one is remembered.
    known.clear();
    known.set(contentHash, found);
    found.catch(() => known.delete(contentHash));
    return found;
  };
  return {
    approval: async (id) => {
      const found = await prepared(id);
      return found && approvalOf(found, workspace, letterOf);
    },
    approvedLetter: async (id, contentHash) => {
      const file = editionById(workspace, id);
      if (!file || approvedHash(file, workspace) !== contentHash) return undefined;
      const found = await letterOf(file, contentHash);
      return found.kind === 'shown' ? found.letter : undefined;
    },
    forgetApproved: () => {
      known.clear();
    },
    approve: async (id, contentHash): Promise<ApprovalDone> => {
      const file = editionById(workspace, id);
      if (!file) return { ok: false, ...GONE };
      try {
        await approveEdition(workspace, file, contentHash);
        written(id, approvalPath(file));
        return { ok: true };
      } catch (error) {
        const fault = error instanceof UserError ? error : fileFault(error);
        if (!fault) throw error;
        return { ok: false, message: fault.message, remedy: fault.remedy };
      }
    },
  };
}

const GONE = {
  message: 'This edition no longer exists.',
  remedy: 'Open one from the list of editions.',
} as const;

/** The hash of the letter that is approved; undefined if there is none, or its file is damaged. */
function approvedHash(file: EditionFile, workspace: Workspace): string | undefined {
  try {
    return readApproval(file, workspace)?.contentHash;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function approvalOf(
  prepared: Prepared,
  workspace: Workspace,
  letterOf: (file: EditionFile, contentHash: string) => Promise<ApprovedLetter>,
): Promise<Approval> {
  const { contentHash } = prepared.composed;
  const about = { required: prepared.config.requireApproval, contentHash };
  try {
    const before = readApproval(prepared.file, workspace);
    if (!before) return { ...about, kind: 'never' };
    if (before.contentHash === contentHash) return { ...about, kind: 'approved' };
    const { kind: picture } = await letterOf(prepared.file, before.contentHash);
    const approvedHash = before.contentHash;
    return { ...about, kind: 'changed', before, now: factsOf(prepared), approvedHash, picture };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...about, kind: 'unreadable', message: error.message };
  }
}
