import { UserError } from '../../base/user-error.ts';
import type { Approval, ApprovalDesk, ApprovalDone } from '../../studio/approving.ts';
import { approveEdition } from '../approval/approve.ts';
import { approvalPath, readApproval } from '../approval/file.ts';
import { factsOf } from '../approval/letter-facts.ts';
import { editionById } from '../editions.ts';
import type { Prepared } from '../prepare/prepare.ts';
import type { Workspace } from '../workspace.ts';

export interface ApprovingOptions {
  readonly workspace: Workspace;
  /** Builds an edition; undefined if that fails. */
  readonly prepared: (id: string) => Promise<Prepared | undefined>;
  /** Told of the file that was written. */
  readonly written: (id: string, path: string) => void;
}

/** Approves letters from the studio, by the same files as `broadsheet approve`. */
export function studioApproving(options: ApprovingOptions): ApprovalDesk {
  const { workspace, prepared, written } = options;
  return {
    approval: async (id) => {
      const found = await prepared(id);
      return found && approvalOf(found, workspace);
    },
    approve: async (id, contentHash): Promise<ApprovalDone> => {
      const file = editionById(workspace, id);
      if (!file) return { ok: false, ...GONE };
      try {
        await approveEdition(workspace, file, contentHash);
        written(id, approvalPath(file));
        return { ok: true };
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return { ok: false, message: error.message, remedy: error.remedy };
      }
    },
  };
}

const GONE = {
  message: 'This edition no longer exists.',
  remedy: 'Open one from the list of editions.',
} as const;

function approvalOf(prepared: Prepared, workspace: Workspace): Approval {
  const { contentHash } = prepared.composed;
  const about = { required: prepared.config.requireApproval, contentHash };
  try {
    const before = readApproval(prepared.file, workspace);
    if (!before) return { ...about, kind: 'never' };
    if (before.contentHash === contentHash) return { ...about, kind: 'approved' };
    return { ...about, kind: 'changed', before, now: factsOf(prepared) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...about, kind: 'unreadable', message: error.message };
  }
}
