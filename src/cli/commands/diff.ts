import { relative } from 'node:path';
import { UserError } from '../../base/user-error.ts';
import { readApproval } from '../../app/approval/file.ts';
import { EXIT, signed, type Io } from '../io.ts';
import { compareLetters, diffLines } from '../../app/approval/letter-diff.ts';
import { factsOf, type LetterFacts } from '../../app/approval/letter-facts.ts';
import { prepareEdition, type Prepared } from '../../app/prepare.ts';
import { printable, printableJson } from '../../base/printable.ts';
import { openWorkspace, type Workspace } from '../../app/workspace.ts';

export interface DiffOptions {
  readonly content?: string;
  readonly json?: boolean;
  /** A revision of git, instead of the approval. */
  readonly against?: string;
}

/**
 * Compares the letter of an edition with the approved one, or with that of a git revision; the exit
 * code says whether they are the same.
 */
export async function diff(
  named: string | undefined,
  options: DiffOptions,
  io: Io,
): Promise<number> {
  const workspace = openWorkspace(io, options.content);
  const prepared = await prepareEdition(workspace, named, io);
  const { id } = prepared.edition;
  const { against } = options;
  const before =
    against === undefined
      ? approved(prepared, workspace)
      : await builtAt(against, id, workspace, io);
  const after = factsOf(prepared);
  const difference = compareLetters(before, after);
  const code = difference.same ? EXIT.done : EXIT.failed;
  if (options.json === true) {
    io.out(printableJson({ edition: id, against: against ?? 'approval', ...difference }));
    return code;
  }
  const other = against === undefined ? 'as approved' : `as at ${printable(against)}`;
  if (difference.same) io.out(signed('done', `${id} is ${other}.`));
  else {
    io.note(signed('note', `${id} is not ${other}:`));
    for (const line of diffLines(difference, before, after)) io.out(line);
  }
  return code;
}

function approved({ file }: Prepared, workspace: Workspace): LetterFacts {
  const approval = readApproval(file, workspace);
  if (approval) return approval;
  throw new UserError(
    `${file.id} has not been approved: there is nothing to compare it with.`,
    'Approve it first, or say --against and a git revision, such as --against HEAD.',
  );
}

/** The letter that the content, the templates and the config of a revision make. */
async function builtAt(
  revision: string,
  id: string,
  { root, content }: Workspace,
  io: Io,
): Promise<LetterFacts> {
  const { atRevision } = await import('../../app/approval/at-revision.ts');
  return atRevision(revision, io, async (folder) => {
    const there = { ...io, cwd: folder };
    const workspace = openWorkspace(there, relative(root, content));
    try {
      return factsOf(await prepareEdition(workspace, id, there));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const message = `At ${printable(revision)} there is no letter to compare with: ${error.message}`;
      throw new UserError(message, 'Name a revision at which the edition can be built.');
    }
  });
}
