/** The letters of earlier versions, as the studio shows them. */
import { UserError } from '../../base/user-error.ts';
import { placeholderOf } from '../../studio/letter/placeholder.ts';
import type { VersionBuilt, VersionView } from '../../studio/versions.ts';
import type { EditionFile } from '../editions.ts';
import { findVersion } from '../git/history.ts';
import type { Repository } from '../git/repository.ts';
import { namesOf } from '../git/edition-files.ts';
import { versionLetter } from '../git/version-letter.ts';
import { prepareEdition, type Prepared } from '../prepare/prepare.ts';
import type { Workspace } from '../workspace.ts';
import { failureOf } from './failure.ts';

/** A letter has its pictures. */
const MOST_LETTERS = 8;

export interface VersionLetters {
  /** Shows a version next to another letter; undefined if the edition has no such version. */
  view(
    repository: Repository,
    edition: EditionFile,
    commit: string,
    against: 'now' | 'before',
  ): Promise<VersionView | undefined>;
  letter(
    repository: Repository,
    edition: EditionFile,
    commit: string,
  ): Promise<VersionBuilt | undefined>;
  forget(): void;
}

/** Makes letters of versions, and remembers the latest until it has to forget them. */
export function versionLetters(workspace: Workspace): VersionLetters {
  const known = new Map<string, Promise<VersionBuilt | undefined>>();
  const build = (repository: Repository, edition: EditionFile, commit: string) => {
    const key = `${edition.path} ${commit}`;
    const built =
      known.get(key) ?? builtOf(() => versionLetter(workspace, repository, edition, commit));
    // The latest is last.
    known.delete(key);
    known.set(key, built);
    built.catch(() => known.delete(key));
    const [oldest] = known.keys();
    if (known.size > MOST_LETTERS && oldest !== undefined) known.delete(oldest);
    return built;
  };
  const find = (repository: Repository, edition: EditionFile, commit: string) =>
    findVersion(repository, namesOf(repository, edition), commit);
  return {
    view: async (repository, edition, commit, against) => {
      const found = await find(repository, edition, commit);
      if (!found) return undefined;
      const { version, before } = found;
      const other =
        against === 'now'
          ? await builtOf(() => prepareEdition(workspace, edition, { markMissing: true }))
          : before && (await build(repository, edition, before.commit));
      const built = (await build(repository, edition, commit)) ?? REMOVED;
      return { version, built, ...(before && { before }), ...(other && { other }) };
    },
    letter: async (repository, edition, commit) =>
      (await find(repository, edition, commit)) && build(repository, edition, commit),
    forget: () => {
      known.clear();
    },
  };
}

const REMOVED: VersionBuilt = {
  ok: false,
  failure: {
    kind: 'mistake',
    message: 'The edition has no story in this version.',
    remedy: 'Choose another version.',
  },
};

async function builtOf(
  prepare: () => Promise<Prepared | undefined>,
): Promise<VersionBuilt | undefined> {
  try {
    const prepared = await prepare();
    return prepared && { ok: true, letter: letterOf(prepared) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ok: false, failure: failureOf(error) };
  }
}

function letterOf({ edition, parts, pictures, missing }: Prepared) {
  const placeholders = Array.from(
    missing,
    ([source, name]) => [source, placeholderOf(name)] as const,
  );
  const { subject, preheader, date } = edition;
  const { html, text } = parts;
  return {
    subject,
    preheader,
    date,
    html,
    text,
    pictures: new Map([...pictures, ...placeholders]),
  };
}
