/** Saves an edition as a version: a commit of its files, and of no other. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Explained, NewVersion, VersionDone } from '../../studio/versions.ts';
import type { EditionFile } from '../editions.ts';
import type { Workspace } from '../workspace.ts';
import { editionFiles } from './edition-files.ts';
import {
  explainFault,
  inTurn,
  knowsWho,
  obstacleIn,
  outputOf,
  type Repository,
} from './repository.ts';
import { ask } from './run.ts';
import { unsavedPaths, type UnsavedPath } from './unsaved.ts';

/** A check that runs before each commit may take its time. */
const PATIENCE_MS = 120_000;
const LONGEST_MESSAGE = 500;

export type Saved = VersionDone & { readonly nothing?: boolean };

/**
 * Commits the files of an edition that differ from the last version. What others have staged stays
 * staged, and hooks run as they do for everybody.
 */
export function saveEdition(
  workspace: Workspace,
  repository: Repository,
  edition: EditionFile,
  version: NewVersion,
): Promise<Saved> {
  return inTurn(repository, () => saveNow(workspace, repository, edition, version));
}

/** Does what saveEdition does, for who has the turn already. */
export async function saveNow(
  workspace: Workspace,
  repository: Repository,
  edition: EditionFile,
  version: NewVersion,
): Promise<Saved> {
  const obstacle = obstacleIn(repository);
  if (obstacle) return failed(obstacle);
  const { paths } = await editionFiles(workspace, repository, edition);
  const unsaved = await unsavedPaths(repository, paths);
  if (unsaved.some(({ conflict }) => conflict)) return failed(CONFLICT);
  const removed = unsaved.find(
    ({ path, change }) => change === 'removed' && isThere(repository, path),
  );
  if (removed) return failed(aboutToRemove(workspace.show(join(repository.top, removed.path))));
  if (unsaved.length === 0) return { ok: false, nothing: true, why: NOTHING };
  const named = await introduce(repository, version);
  if (named) return failed(named);
  return commit(repository, unsaved, messageOf(version.message, edition.id));
}

export const CONFLICT: Explained = {
  message: 'A file of this edition has two versions that nobody has joined yet.',
  remedy: 'Correct the lines between <<<<<<< and >>>>>>> with somebody who knows git.',
};

function isThere({ top }: Repository, path: string): boolean {
  return existsSync(join(top, path));
}

function aboutToRemove(file: string): Explained {
  return {
    message: `Somebody is about to remove ${file} from the versions, and keeps the file (“git rm --cached”).`,
    remedy: 'Ask them to finish that, or to take it back. Your text is in the file.',
  };
}

const NOTHING: Explained = {
  message: 'Nothing has changed since the last version.',
  remedy: 'Change something first.',
};

const NO_NAME: Explained = {
  message: 'A version needs the name and the email address of who saves it.',
  remedy: 'Enter yours. They are kept for this newsletter, and part of each version.',
};

/** Keeps who saves versions, if that is new. Returns what is missing. */
async function introduce(
  { git }: Repository,
  { name = '', email = '' }: NewVersion,
): Promise<Explained | undefined> {
  if (await knowsWho(git)) return undefined;
  const [cleanName, cleanEmail] = [name, email].map(inOneLine);
  if (!cleanName || !cleanEmail || !/^[^\s<>@]+@[^\s<>@]+$/.test(cleanEmail)) return NO_NAME;
  await git(['config', '--local', 'user.name', cleanName]);
  await git(['config', '--local', 'user.email', cleanEmail]);
  return (await knowsWho(git)) ? undefined : NO_NAME;
}

function inOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>]+/gu, ' ').trim();
}

function messageOf(message: string, id: string): string {
  const line = message.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line === '' ? `Update ${id}` : line.slice(0, LONGEST_MESSAGE);
}

async function commit(
  { git, top }: Repository,
  unsaved: readonly UnsavedPath[],
  message: string,
): Promise<Saved> {
  const untracked = unsaved.filter((each) => each.untracked).map(({ path }) => path);
  if (untracked.length > 0) {
    const added = await git(['-C', top, 'add', '--intent-to-add', '--', ...untracked]);
    if (added.code !== 0) return failed(whyNot(added.code, added.said));
  }
  const before = await ask(git, 'rev-parse', '--verify', 'HEAD');
  const { code, said, stdout } = await git(
    [
      ...['-C', top, 'commit', '--quiet', '--only', '--cleanup=whitespace', '--message', message],
      ...['--pathspec-from-file=-', '--pathspec-file-nul'],
    ],
    {
      hooks: true,
      timeoutMs: PATIENCE_MS,
      input: unsaved.map(({ path }) => `:(literal)${path}`).join('\0'),
    },
  );
  // A hook that runs after the commit may be what took too long.
  const isSaved =
    code === 0 || (code === null && (await ask(git, 'rev-parse', '--verify', 'HEAD')) !== before);
  if (isSaved) return { ok: true, done: 'saved' };
  if (untracked.length > 0) await git(['-C', top, 'reset', '--quiet', '--', ...untracked]);
  return failed(whyNot(code, said === '' ? stdout.toString('utf8') : said));
}

/** A commit that fails for no reason that git names was refused by a hook. */
function whyNot(code: number | null, said: string): Explained {
  const known = explainFault(code, said);
  if (known) return known;
  const output = outputOf(said);
  if (said.includes('sparse-checkout definition')) {
    return {
      message:
        'This copy of the repository has only some of its folders (“sparse checkout”), and not that of the edition.',
      remedy: 'Ask somebody who knows git to add the folder. Your text is in the files.',
      output,
    };
  }
  if (/^fatal: /m.test(said)) {
    return {
      message: 'Git could not save the version.',
      remedy: 'Show the lines below to somebody who knows git. Your text is in the files.',
      output,
    };
  }
  return {
    message: 'The version was not saved: a check of this repository refused it.',
    remedy: 'Correct what the check names, then save again. Your text is in the files.',
    output,
  };
}

function failed(why: Explained): Saved {
  return { ok: false, why };
}
