/** Brings an earlier version of an edition back, after what is there now has been saved. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { mkdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileFault } from '../../base/file-fault.ts';
import { withFileLock } from '../editing/file-lock.ts';
import { replaceFile } from '../editing/replace-file.ts';
import type { Explained, VersionDone } from '../../studio/versions.ts';
import type { EditionFile } from '../editions.ts';
import type { Workspace } from '../workspace.ts';
import { writeNew } from '../write-new.ts';
import { editionFiles, fromTop, withoutLinks, type EditionFiles } from './edition-files.ts';
import { inTurn, type Repository } from './repository.ts';
import { saveNow } from './save.ts';
import { versionFiles, type VersionFile, type VersionFiles } from './version-files.ts';

/** What a file becomes: other bytes, or nothing. */
interface FileChange {
  readonly path: string;
  /** Absent if there is no file. */
  readonly before?: Buffer;
  readonly after?: Buffer;
}

/**
 * Writes an edition's files as they were at a commit. Nothing gets lost: what is there now is saved
 * as a version first, and a file that somebody changes meanwhile stays as it is.
 */
export function restoreVersion(
  workspace: Workspace,
  repository: Repository,
  edition: EditionFile,
  commit: string,
  onWritten: (path: string) => void = () => undefined,
): Promise<VersionDone | undefined> {
  return inTurn(repository, async () => {
    const files = await versionFiles(repository, edition, commit);
    if (!files) return undefined;
    const there = await editionFiles(workspace, repository, edition);
    const isKept = (path: string) => there.paths.includes(fromTop(repository, withoutLinks(path)));
    const changes = changesTo(edition, files, isKept);
    if (changes.length === 0) return { ok: false, why: SAME };
    const unkept = changes.find(({ path, before }) => before && !isKept(path));
    if (unkept) return { ok: false, why: notKept(whyUnkept(workspace.show(unkept.path), there)) };
    const astray = changes.find(({ path }) => isBehindLink(edition, path));
    if (astray) return { ok: false, why: behindLink(workspace.show(astray.path)) };
    const message = `Keep ${edition.id} as it was before version ${commit.slice(0, 8)} came back`;
    const saved = await saveNow(workspace, repository, edition, { message });
    if (!saved.ok && saved.nothing !== true) return { ok: false, why: notKept(saved.why) };
    try {
      return await write(workspace, changes, onWritten);
    } catch (error) {
      const fault = fileFault(error);
      if (!fault) throw error;
      return { ok: false, why: { message: fault.message, remedy: fault.remedy } };
    }
  });
}

const SAME: Explained = {
  message: 'The edition is the same now as in this version.',
  remedy: 'Choose another version.',
};

function notKept(why: Explained): Explained {
  return {
    ...why,
    message: `Nothing was brought back, since what is there now can’t be saved first. ${why.message}`,
  };
}

/** Explains why git would not keep what a file says now. */
function whyUnkept(file: string, { leftOut }: EditionFiles): Explained {
  const reason = leftOut.find((each) => each.file === file)?.reason ?? 'is not kept by git';
  return {
    message: `${file} ${reason}.`,
    remedy: 'Copy the text that is there now, then ask somebody who knows git to change that.',
  };
}

/** Whether a link on the way to a file leads somewhere else than the version had it. */
function isBehindLink(edition: EditionFile, path: string): boolean {
  const there = join(dirname(withoutLinks(edition.path)), relative(dirname(edition.path), path));
  return withoutLinks(path) !== there;
}

function behindLink(file: string): Explained {
  return {
    message: `Nothing was brought back: a folder on the way to ${file} is a link now.`,
    remedy: 'Ask somebody who knows git to remove the link, or choose another version.',
  };
}

/** Lists the files that have to change. Approvals stay: they say which letter was approved. */
function changesTo(
  edition: EditionFile,
  version: VersionFiles,
  isKept: (path: string) => boolean,
): readonly FileChange[] {
  // Another edition may show a picture of this name, which no version would have.
  const pictures = version.pictures.filter(({ path }) => !existsSync(path) || isKept(path));
  const written = [...version.own, ...pictures].filter(({ path }) => !isApproval(path));
  const gone = edition.files.filter((path) => !written.some((file) => file.path === path));
  return [
    ...written.map(({ path, bytes }: VersionFile) => ({ ...bytesNow(path), path, after: bytes })),
    ...gone.map((path) => ({ ...bytesNow(path), path })),
  ].filter(({ before, after }) => !sameBytes(before, after));
}

const isApproval = (path: string) => path.endsWith('.approved.json');

function bytesNow(path: string): { readonly before?: Buffer; readonly after?: Buffer } {
  try {
    return { before: readFileSync(path) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

function sameBytes(one: Buffer | undefined, other: Buffer | undefined): boolean {
  return one === undefined || other === undefined ? one === other : one.equals(other);
}

async function write(
  workspace: Workspace,
  changes: readonly FileChange[],
  onWritten: (path: string) => void,
): Promise<VersionDone> {
  for (const change of changes) {
    const { path } = change;
    const real = existsSync(path) ? realpathSync(path) : path;
    const done = await withFileLock(workspace, real, () => writeOne({ ...change, path: real }));
    if (done !== true) return { ok: false, why: changedMeanwhile(workspace.show(path)) };
    onWritten(path);
  }
  return { ok: true, done: 'restored' };
}

async function writeOne({ path, before, after }: FileChange): Promise<boolean> {
  const isSame = () => sameBytes(bytesNow(path).before, before);
  if (!isSame()) return false;
  if (after === undefined) {
    await rm(path, { force: true });
    // A digest that was one story has no folder.
    await rmdir(dirname(path)).catch(() => undefined);
    return true;
  }
  if (before !== undefined) {
    return replaceFile(path, { bytes: after, mayReplace: (now) => now.equals(before) });
  }
  await mkdir(dirname(path), { recursive: true });
  return writeNew(path, after);
}

function changedMeanwhile(file: string): Explained {
  return {
    message: `${file} was changed in the same moment, so not every file was brought back.`,
    remedy: 'Try again. What was there before is saved as a version.',
  };
}
