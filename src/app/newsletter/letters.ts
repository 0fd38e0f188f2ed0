import type { Problem } from '../../base/problem.ts';
import type { EditionName } from '../../edition/name.ts';
import type { Approved } from '../approval/approve.ts';
import type { Comparison } from '../approval/compare.ts';
import type { BuildOptions } from '../build.ts';
import type { OutsideOptions } from '../checks/outside.ts';
import type { PreparedLetter } from '../prepare/prepared-letter.ts';
import type { Workspace } from '../workspace.ts';

/** An edition of the content folder, before it is read. */
export interface ListedEdition extends EditionName {
  /** Its articles, the lead first, from the newsletter's folder. */
  readonly files: readonly string[];
}

/** The problems of an edition. */
export interface CheckedEdition {
  readonly edition: string;
  /** Whether no problem is an error, so that the letter may be sent. */
  readonly passed: boolean;
  readonly problems: readonly Problem[];
  /** Absent if the problems are in its sources, so that no letter can be made. */
  readonly letter?: PreparedLetter;
}

/** The files of a letter. */
export interface BuiltEdition {
  readonly letter: PreparedLetter;
  /** Files of the content folder that look like editions but have an invalid name. */
  readonly skipped: readonly Problem[];
  /** The folder they are in, from the newsletter's folder. */
  readonly folder: string;
  /** Names in the folder; that of a folder ends with a slash. */
  readonly files: readonly string[];
  readonly screenshots: readonly string[];
}

export type CheckOptions = OutsideOptions;

export interface CompareOptions {
  /** A git revision, such as HEAD or main. Default: the approved letter. */
  readonly against?: string | undefined;
}

/** What a newsletter does with its editions and their letters, without sending one. */
export interface LetterMethods {
  /** Lists the editions, oldest first. */
  editions(): Promise<readonly ListedEdition[]>;

  /** Makes the letter of an edition, and writes nothing. */
  prepare(edition?: string): Promise<PreparedLetter>;

  /**
   * Runs every check over the letter of an edition. Problems that keep a letter from being made are
   * part of the result too. Rejects with ProblemsError only if there is no edition, and with
   * UserError if `browser` is set and there is none.
   */
  check(edition?: string, options?: CheckOptions): Promise<CheckedEdition>;

  /** Writes the letter of an edition to dist/<edition>/. */
  build(edition?: string, options?: BuildOptions): Promise<BuiltEdition>;

  /** Records the letter of an edition as approved, in a file next to the edition. */
  approve(edition?: string): Promise<Approved>;

  /**
   * Compares the letter of an edition with an earlier one. Rejects with UserError if there is
   * none to compare it with.
   */
  compare(edition?: string, options?: CompareOptions): Promise<Comparison>;
}

/** Returns the methods over the editions in a workspace. */
export function letterMethods(workspace: Workspace): LetterMethods {
  return {
    editions: async () => {
      const { listEditions } = await import('../editions.ts');
      return listEditions(workspace).map(({ id, date, files }) => {
        return { id, date, files: files.map((file) => workspace.show(file)) };
      });
    },
    prepare: async (edition) => {
      const { prepareEdition } = await import('../prepare/prepare.ts');
      const { letterOf } = await import('../prepare/prepared-letter.ts');
      return letterOf(await prepareEdition(workspace, edition));
    },
    check: (edition, options) => check(workspace, edition, options),
    build: async (edition, options) => {
      const { buildEdition } = await import('../build.ts');
      const { letterOf } = await import('../prepare/prepared-letter.ts');
      const { prepared, ...built } = await buildEdition(workspace, edition, options);
      const { skipped, folder, files, screenshots } = built;
      return { letter: letterOf(prepared), skipped, folder, files, screenshots };
    },
    approve: async (edition) => {
      const { approveEdition } = await import('../approval/approve.ts');
      return approveEdition(workspace, edition);
    },
    compare: async (edition, { against } = {}) => {
      const { compareEdition } = await import('../approval/compare.ts');
      return compareEdition(workspace, edition, against);
    },
  };
}

async function check(
  workspace: Workspace,
  named: string | undefined,
  options?: CheckOptions,
): Promise<CheckedEdition> {
  const { checkEdition } = await import('../checks/check.ts');
  const { letterOf } = await import('../prepare/prepared-letter.ts');
  const { ProblemsError } = await import('../problems-error.ts');
  const { hasErrors } = await import('../../base/problem.ts');
  try {
    const { prepared, problems } = await checkEdition(workspace, named, options);
    const edition = prepared.edition.id;
    return { edition, passed: !hasErrors(problems), problems, letter: letterOf(prepared) };
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    const { nameEdition } = await import('../editions.ts');
    // Where no edition can be named, the problems are why.
    const found = await nameEdition(workspace, named).catch(() => undefined);
    if (!found) throw error;
    return { edition: found.edition, passed: false, problems: error.problems };
  }
}
