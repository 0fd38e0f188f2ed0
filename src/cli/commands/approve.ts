import type { Command } from 'commander';
import type { Approved } from '../../app/approval/approve.ts';
import { openWorkspace } from '../../app/workspace.ts';
import { formatCount } from '../../base/format.ts';
import { printable } from '../../base/printable.ts';
import { EXIT, type Io } from '../io.ts';
import { letterDiffLines } from '../letter-diff.ts';
import { CONTENT, EDITION, JSON_OPTION, type RunCommand } from '../options.ts';
import { present, type Presenter } from '../present.ts';
import { marked } from '../style.ts';

export interface ApproveOptions {
  readonly content?: string;
  readonly json?: boolean;
}

/** Adds `broadsheet approve` to the program. */
export function addApprove(program: Command, run: RunCommand): void {
  program
    .command('approve')
    .description('approve the letter as it is now, in a file to commit')
    .argument(...EDITION)
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: ApproveOptions) =>
      run((io) => approve(edition, options, io)),
    );
}

/** Approves the letter of an edition as it is now. Returns the exit code. */
export async function approve(
  named: string | undefined,
  options: ApproveOptions,
  io: Io,
): Promise<number> {
  const { approveEdition } = await import('../../app/approval/approve.ts');
  const approved = await approveEdition(openWorkspace(io, options.content), named);
  if (approved.unreadable !== undefined) {
    io.note(marked('warning', `${approved.unreadable} It was replaced.`));
  }
  if (!approved.required) {
    io.note(marked('note', 'requireApproval is not set in the config: send needs no approval.'));
  }
  return present(approved, PRESENTER, options, io);
}

const PRESENTER: Presenter<Approved> = {
  exitCode: () => EXIT.done,
  json: ({ facts: { edition, contentHash, subject }, file }) => ({
    edition,
    contentHash,
    subject,
    file,
  }),
  text: ({ facts, before, file }) => {
    const { edition, subject, preheader, html, pictures } = facts;
    if (before?.contentHash === facts.contentHash) {
      return [marked('done', `${edition} is approved already and has not changed.`)];
    }
    const changes = before
      ? ['Since the last approval:', ...letterDiffLines(before, facts).map((line) => `  ${line}`)]
      : [];
    return [
      ...changes,
      marked('done', `Approved ${edition}`),
      `  Subject:    ${printable(subject)}`,
      `  Preheader:  ${printable(preheader)}`,
      `  HTML:       ${formatCount(html.bytes)} bytes, and ${pictures.length} separate pictures`,
      `  Commit it:  git add ${file}`,
    ];
  },
};
