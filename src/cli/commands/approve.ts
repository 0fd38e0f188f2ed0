import { UserError } from '../../base/user-error.ts';
import { approvalPath, readApproval, writeApproval } from '../../app/approval/file.ts';
import { EXIT, signed, type Io } from '../io.ts';
import { compareLetters, diffLines } from '../../app/approval/letter-diff.ts';
import { factsOf, type LetterFacts } from '../../app/approval/letter-facts.ts';
import { prepareEdition, type Prepared } from '../../app/prepare.ts';
import { printable } from '../../base/printable.ts';
import { openWorkspace, type Workspace } from '../../app/workspace.ts';

export interface ApproveOptions {
  readonly content?: string;
  readonly json?: boolean;
}

/**
 * Records the letter of an edition as it is now, in a file beside it: committed, it is the word that
 * this letter may go out.
 */
export async function approve(
  named: string | undefined,
  options: ApproveOptions,
  io: Io,
): Promise<number> {
  const workspace = openWorkspace(io, options.content);
  const prepared = await prepareEdition(workspace, named, io);
  const before = earlier(prepared, workspace, io);
  const facts = factsOf(prepared);
  writeApproval(prepared.file, facts);
  if (!prepared.config.requireApproval) {
    io.note(signed('note', 'The config does not say requireApproval: send asks for no approval.'));
  }
  const file = workspace.show(approvalPath(prepared.file));
  if (options.json === true) {
    const { edition, contentHash, subject } = facts;
    io.out(JSON.stringify({ edition, contentHash, subject, file }));
  } else report(facts, before, file, io);
  return EXIT.done;
}

/** What was approved before; a file that is none is replaced. */
function earlier({ file }: Prepared, workspace: Workspace, io: Io): LetterFacts | undefined {
  try {
    return readApproval(file, workspace);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    io.note(signed('warning', `${error.message} It is written anew.`));
    return undefined;
  }
}

function report(facts: LetterFacts, before: LetterFacts | undefined, file: string, io: Io): void {
  const { edition, subject, preheader, html, pictures } = facts;
  if (before?.contentHash === facts.contentHash) {
    io.out(signed('done', `${edition} was approved before, and is as it was.`));
    return;
  }
  if (before) {
    io.out('Since the last approval:');
    for (const line of diffLines(compareLetters(before, facts), before, facts)) io.out(`  ${line}`);
  }
  io.out(signed('done', `Approved ${edition}`));
  io.out(`  Subject:    ${printable(subject)}`);
  io.out(`  Preheader:  ${printable(preheader)}`);
  io.out(
    `  HTML ${html.bytes.toLocaleString('en-US')} bytes, pictures beside it: ${pictures.length}`,
  );
  io.out(`  Commit it:  git add ${file}`);
}
