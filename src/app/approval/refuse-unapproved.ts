import { UserError } from '../../base/user-error.ts';
import { approvalPath, readApproval } from './file.ts';
import type { Io } from '../../cli/io.ts';
import type { Prepared } from '../prepare.ts';
import type { Workspace } from '../workspace.ts';

/**
 * Where the config asks for approval, a letter other than the approved one is refused with a
 * UserError, after what changed since was said.
 */
export async function refuseUnapproved(
  prepared: Prepared,
  workspace: Workspace,
  io: Io,
): Promise<void> {
  if (!prepared.config.requireApproval) return;
  const { file, composed } = prepared;
  const approved = readApproval(file, workspace);
  if (approved?.contentHash === composed.contentHash) return;
  const remedy = `Review the letter, then: broadsheet approve ${file.id}, and commit ${workspace.show(approvalPath(file))}`;
  if (approved === undefined) {
    throw new UserError(`${file.id} has not been approved, and nothing was sent.`, remedy);
  }
  const { factsOf } = await import('./letter-facts.ts');
  const { compareLetters, diffLines } = await import('./letter-diff.ts');
  const facts = factsOf(prepared);
  io.note(`Since ${file.id} was approved, this has changed:`);
  for (const line of diffLines(compareLetters(approved, facts), approved, facts)) {
    io.note(`  ${line}`);
  }
  throw new UserError(
    `${file.id} is not what was approved, and nothing was sent.`,
    `Put it back as it was. Or: ${remedy.charAt(0).toLowerCase()}${remedy.slice(1)}`,
  );
}
