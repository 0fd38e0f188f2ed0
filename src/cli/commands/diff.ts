import type { Command } from 'commander';
import type { Comparison } from '../../app/approval/compare.ts';
import { openWorkspace } from '../../app/workspace.ts';
import { printable } from '../../base/printable.ts';
import { EXIT, type Io } from '../io.ts';
import { letterDiffLines } from '../letter-diff.ts';
import { CONTENT, EDITION, JSON_OPTION, type RunCommand } from '../options.ts';
import { present } from '../present.ts';
import { marked } from '../style.ts';

export interface DiffOptions {
  readonly content?: string;
  readonly json?: boolean;
  /** A revision of git, instead of the approval. */
  readonly against?: string;
}

/** Adds `broadsheet diff` to the program. */
export function addDiff(program: Command, run: RunCommand): void {
  program
    .command('diff')
    .description('compare the letter with the approved one; exits 1 if it differs')
    .argument(...EDITION)
    .option('--against <revision>', 'compare it with the letter of a git revision instead')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: DiffOptions) =>
      run((io) => diff(edition, options, io)),
    );
}

/** Compares the letter of an edition with an earlier one. Returns the exit code. */
export async function diff(
  named: string | undefined,
  options: DiffOptions,
  io: Io,
): Promise<number> {
  const { compareEdition } = await import('../../app/approval/compare.ts');
  const { against } = options;
  // The first Ctrl-C must not leave a temporary worktree behind.
  if (against !== undefined) io.stopSignal();
  const compared = await compareEdition(openWorkspace(io, options.content), named, against);
  const { edition, difference } = compared;
  if (!difference.same && options.json !== true) {
    io.note(marked('note', `${edition} is not ${earlier(against)}:`));
  }
  return present(compared, presenter(against), options, io);
}

function earlier(against: string | undefined): string {
  return against === undefined ? 'as approved' : `as at ${printable(against)}`;
}

const presenter = (against: string | undefined) => ({
  exitCode: ({ difference }: Comparison) => (difference.same ? EXIT.done : EXIT.failed),
  json: ({ edition, difference }: Comparison) => ({
    edition,
    against: against ?? 'approval',
    ...difference,
  }),
  text: ({ edition, before, after, difference }: Comparison) =>
    difference.same
      ? [marked('done', `${edition} is ${earlier(against)}.`)]
      : letterDiffLines(before, after, difference),
});
