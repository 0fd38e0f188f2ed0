/** Texts that would be lost otherwise: what was overwritten, and what could not be saved. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { KeptText } from '../../studio/writing.ts';
import type { Workspace } from '../workspace.ts';
import { createFile } from './create-file.ts';

/** The story that a text belongs to. */
export interface KeptFor {
  readonly edition: string;
  /** The path of its file. */
  readonly path: string;
}

/** So many are kept of a story, and none for longer than this. */
const MOST = 40;
const MOST_DAYS = 60;
const NAME =
  /^(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\.\d{3}Z)-(overwritten|unsaved|removed)-[\da-f]{12}\.(?:txt|md)$/;

/**
 * Keeps a text of a story: what was overwritten once for each key, what was removed under the time of
 * its last removal, and what is unsaved unless a text of its key has all of it. A text that was typed further is replaced; the one that another window
 * typed stays.
 */
export function keepText(
  workspace: Pick<Workspace, 'data' | 'clock'>,
  story: KeptFor,
  kept: { readonly reason: KeptText['reason']; readonly key: string; readonly bytes: Uint8Array },
): void {
  const { reason, key, bytes } = kept;
  const folder = folderOf(workspace, story);
  const end = `-${reason}-${key.slice(0, 12)}${/\.[a-z]+$/.exec(story.path)?.[0] ?? '.md'}`;
  const earlier = namesIn(folder).filter((name) => name.endsWith(end));
  if (reason === 'overwritten' && earlier.length > 0) return;
  const texts = earlier.map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  if (reason !== 'removed' && texts.some((each) => isWithin(bytes, each.bytes))) return;
  let at = workspace.clock().getTime();
  const nameAt = () => `${new Date(at).toISOString().replaceAll(':', '-')}${end}`;
  // A full disk leaves no half of it.
  while (!createFile(join(folder, nameAt()), bytes)) at++;
  for (const { name } of texts.filter((each) => isWithin(each.bytes, bytes))) {
    rmSync(join(folder, name));
  }
  prune(folder, workspace.clock());
}

/** Whether a text becomes the other one by adding something in one place. */
function isWithin(part: Uint8Array, whole: Uint8Array): boolean {
  if (part.length > whole.length) return false;
  let top = 0;
  while (top < part.length && part[top] === whole[top]) top++;
  let end = 0;
  while (end < part.length - top && part.at(-1 - end) === whole.at(-1 - end)) end++;
  return top + end === part.length;
}

function prune(folder: string, now: Date): void {
  const oldest = new Date(now.getTime() - MOST_DAYS * 86_400_000);
  const names = namesIn(folder);
  names.forEach((name, index) => {
    if (index >= MOST || timeOf(name) < oldest) rmSync(join(folder, name), { force: true });
  });
}

/** Lists what was kept of a story, newest first. */
export function keptTexts(workspace: Pick<Workspace, 'data'>, story: KeptFor): readonly KeptText[] {
  return namesIn(folderOf(workspace, story)).map((name) => ({
    name,
    at: timeOf(name),
    reason: reasonOf(name),
  }));
}

/** Moves the texts that were kept of a story to the name that its file has now. */
export function moveKeptTexts(
  workspace: Pick<Workspace, 'data'>,
  from: KeptFor,
  to: KeptFor,
): void {
  const [before, after] = [folderOf(workspace, from), folderOf(workspace, to)];
  const names = namesIn(before);
  if (names.length === 0 || before === after) return;
  mkdirSync(after, { recursive: true });
  for (const name of names) {
    if (!existsSync(join(after, name))) renameSync(join(before, name), join(after, name));
  }
  if (namesIn(before).length === 0) rmdirSync(before);
}

/** A story that was taken out of an edition. */
export interface RemovedText {
  /** The path of its text below the edition's kept texts. */
  readonly name: string;
  /** The name that its file had. */
  readonly file: string;
  readonly at: Date;
  readonly bytes: Buffer;
}

/** Lists the stories that were removed from an edition, the last one first. */
export function removedTexts(
  { data }: Pick<Workspace, 'data'>,
  edition: string,
): readonly RemovedText[] {
  const folder = join(data, 'texts', edition);
  return foldersIn(folder)
    .flatMap((stem) =>
      namesIn(join(folder, stem))
        .filter((name) => reasonOf(name) === 'removed')
        .map((name) => ({
          name: `${stem}/${name}`,
          file: `${stem}${extname(name)}`,
          at: timeOf(name),
          bytes: readFileSync(join(folder, stem, name)),
        })),
    )
    .toSorted((one, other) => other.at.getTime() - one.at.getTime());
}

/** Forgets a removed story that is back; `name` is one of removedTexts. */
export function forgetRemoved(
  { data }: Pick<Workspace, 'data'>,
  edition: string,
  { name }: RemovedText,
): void {
  rmSync(join(data, 'texts', edition, name), { force: true });
}

function reasonOf(name: string): KeptText['reason'] {
  const [, , reason] = NAME.exec(name) ?? [];
  return reason === 'unsaved' || reason === 'removed' ? reason : 'overwritten';
}

/** Returns the bytes of a kept text; undefined if there is none of that name. */
export function keptText(
  workspace: Pick<Workspace, 'data'>,
  story: KeptFor,
  name: string,
): Buffer | undefined {
  const folder = folderOf(workspace, story);
  return namesIn(folder).includes(name) ? readFileSync(join(folder, name)) : undefined;
}

function folderOf({ data }: Pick<Workspace, 'data'>, { edition, path }: KeptFor): string {
  // The extension changes when a text becomes Markdown.
  const stem = basename(path).replace(/\.(?:txt|md)$/, '');
  return join(data, 'texts', edition, /^\.+$/.test(stem) ? '_' : stem);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => NAME.test(name))
      .sort()
      .reverse();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

function timeOf(name: string): Date {
  const [, day = ''] = NAME.exec(name) ?? [];
  return new Date(day.replace(/T(\d{2})-(\d{2})-/, 'T$1:$2:'));
}
