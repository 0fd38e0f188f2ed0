/** The versions of editions as the studio shows them. */
import { dirname } from 'node:path';
import { defined } from '../../base/defined.ts';
import { UserError } from '../../base/user-error.ts';
import type {
  Explained,
  Publishing,
  VersionDone,
  VersionsDesk,
  VersionsView,
} from '../../studio/versions.ts';
import { editionById, type EditionFile } from '../editions.ts';
import { editionFiles, namesOf, withoutLinks, type EditionFiles } from '../git/edition-files.ts';
import { findVersion, historyOf } from '../git/history.ts';
import { publish } from '../git/publish.ts';
import { findRepository, knowsWho, obstacleIn, type Repository } from '../git/repository.ts';
import { restoreVersion } from '../git/restore.ts';
import { askForReview, openReviews, type Printed } from '../git/review.ts';
import { CONFLICT, saveEdition } from '../git/save.ts';
import { ask } from '../git/run.ts';
import { countCommits, findDestination, shownUrl, unpublished } from '../git/server.ts';
import { startRepository } from '../git/start.ts';
import { takeIn } from '../git/take-in.ts';
import { unsavedFiles, unsavedPaths } from '../git/unsaved.ts';
import type { Workspace } from '../workspace.ts';
import { versionLetters } from './version-letters.ts';

const PAGE_SIZE = 30;

/** Reads and saves versions for the studio, in the repository that each edition's files are in. */
export function studioVersions(
  workspace: Workspace,
  onWritten?: (path: string) => void,
): VersionsDesk & { readonly forgetVersions: () => void } {
  const letters = versionLetters(workspace);
  const printed: Printed = new Map();
  const found = async (id: string) => {
    const edition = editionById(workspace, id);
    if (!edition) return undefined;
    const folder = dirname(withoutLinks(edition.files[0]));
    return { edition, ...(await findRepository(folder, workspace.env)) };
  };
  const inRepository = async (
    id: string,
    work: (repository: Repository, edition: EditionFile) => Promise<VersionDone | undefined>,
  ): Promise<VersionDone | undefined> => {
    const place = await found(id);
    if (!place?.ok) return place && { ok: false, why: place.why };
    return explained(
      () => work(place.repository, place.edition),
      (why) => ({ ok: false, why }),
    );
  };
  return {
    versions: async (id, skip) => {
      const place = await found(id);
      if (!place) return undefined;
      if (!place.ok) return { kind: 'none', why: place.why, canStart: place.canStart };
      return explained(
        () => viewOf(workspace, place, skip, printed),
        (why) => ({ kind: 'none', why, canStart: false }),
      );
    },
    startVersions: async (id) => {
      const edition = editionById(workspace, id);
      return edition && startRepository(workspace, edition);
    },
    saveVersion: (id, version) =>
      inRepository(id, (repository, edition) =>
        saveEdition(workspace, repository, edition, version),
      ),
    version: async (id, commit, against) => {
      const place = await found(id);
      return place?.ok === true
        ? letters.view(place.repository, place.edition, commit, against)
        : undefined;
    },
    versionLetter: async (id, commit) => {
      const place = await found(id);
      return place?.ok === true
        ? letters.letter(place.repository, place.edition, commit)
        : undefined;
    },
    restoreVersion: (id, commit) =>
      inRepository(id, async (repository, edition) => {
        const version = await findVersion(repository, namesOf(repository, edition), commit);
        return version && restoreVersion(workspace, repository, edition, commit, onWritten);
      }),
    forgetVersions: () => {
      letters.forget();
    },
    publishVersions: (id) => inRepository(id, publish),
    takeInVersions: (id) => inRepository(id, takeIn),
    askForReview: (id) => inRepository(id, (repository) => askForReview(repository, id, printed)),
  };
}

/** Does some work, and explains a mistake in what the repository or a file is like. */
async function explained<T>(work: () => Promise<T>, instead: (why: Explained) => T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return instead({ message: error.message, remedy: error.remedy });
  }
}

async function viewOf(
  workspace: Workspace,
  { repository, edition }: { readonly repository: Repository; readonly edition: EditionFile },
  skip: number,
  printed: Printed,
): Promise<VersionsView> {
  const files = await editionFiles(workspace, repository, edition);
  const paths = await unsavedPaths(repository, files.paths);
  const conflict = paths.some((each) => each.conflict) ? CONFLICT : undefined;
  const names = namesOf(repository, edition);
  const history = await historyOf(repository, names, { skip, limit: PAGE_SIZE + 1 });
  const more = history.length > PAGE_SIZE;
  const outer = await ask(repository.git, 'rev-parse', '--show-superproject-working-tree');
  return {
    kind: 'kept',
    unsaved: await unsavedFiles(repository, paths, workspace),
    leftOut: files.leftOut,
    ...defined({
      obstacle: obstacleIn(repository) ?? conflict ?? noStory(workspace, edition, files),
    }),
    needsName: !(await knowsWho(repository.git)),
    publishing: await publishingOf(repository, edition, printed),
    history: history.slice(0, PAGE_SIZE),
    ...(more && { next: skip + PAGE_SIZE }),
    ...(outer !== undefined && outer !== '' && { inside: workspace.show(outer) }),
    shallow: repository.shallow,
  };
}

async function publishingOf(
  repository: Repository,
  edition: EditionFile,
  printed: Printed,
): Promise<Publishing | { readonly why: Explained }> {
  const found = await findDestination(repository);
  if (!found.ok) return { why: found.why };
  const { destination } = found;
  const { branch, url, known, obstacle } = destination;
  const range = unpublished(destination);
  const [waiting, own] =
    repository.head === undefined
      ? [0, 0]
      : await Promise.all([
          countCommits(repository, range),
          countCommits(repository, range, namesOf(repository, edition)),
        ]);
  return {
    where: shownUrl(url),
    branch,
    waiting,
    others: waiting - own,
    begun: known !== undefined,
    ...(obstacle && { obstacle }),
    reviews: await openReviews(repository, edition.id, destination, printed),
  };
}

/** Why an edition can't be kept at all: what is left out is its story. */
function noStory({ show }: Workspace, { files: [lead] }: EditionFile, { leftOut }: EditionFiles) {
  const story = leftOut.find(({ file }) => file === show(withoutLinks(lead)));
  return (
    story && {
      message: `${story.file} ${story.reason}.`,
      remedy: 'Ask somebody who knows git to change that, so that versions can be kept.',
    }
  );
}
