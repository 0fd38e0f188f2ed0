/** The stories of an edition: moved, removed and brought back. */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { UserError } from '../../base/user-error.ts';
import { numberedNames } from '../../edition/name.ts';
import type { StoryListChange, StoryListChanged } from '../../studio/story-list.ts';
import { editionById, naturally, type EditionFile } from '../editions.ts';
import type { Workspace } from '../workspace.ts';
import { writeNew } from '../write-new.ts';
import { createFile } from './create-file.ts';
import { forgetRemoved, keepText, moveKeptTexts, removedTexts } from './kept-texts.ts';
import { asPlaced, giveLead, withoutLead } from './lead-fields.ts';
import { underLocks } from './save-under-lock.ts';
import { realPath, versionOf } from './story-file.ts';

/** Names the files of an edition and their order. */
export function orderOf({ files }: Pick<EditionFile, 'files'>): string {
  const names = files.map((path) => basename(path)).join('/');
  return createHash('sha256').update(names).digest('hex').slice(0, 16);
}

/** Finds an edition that is a folder of stories. */
export function findDigest(workspace: Workspace, id: string): EditionFile | undefined {
  const edition = editionById(workspace, id);
  return edition && statSync(edition.path).isDirectory() ? edition : undefined;
}

interface Arranging {
  readonly workspace: Workspace;
  readonly edition: EditionFile;
  readonly onWritten: (path: string) => void;
}

/**
 * Changes the stories of an edition by renaming, removing and writing their files, unless their order
 * is another one than `order`. What the edition as a whole has, such as its subject and its time,
 * stays with the story that leads. `onWritten` gets each path. Undefined if there is no such
 * edition, or if it is a single file.
 */
export async function arrangeStories(
  workspace: Workspace,
  { edition: id, order }: { readonly edition: string; readonly order: string },
  change: StoryListChange,
  onWritten: (path: string) => void = () => undefined,
): Promise<StoryListChanged | undefined> {
  const found = findDigest(workspace, id);
  if (!found) return undefined;
  const paths = () => [
    found.path,
    ...found.files.map((path) => realPath({ edition: id, index: 0, path })),
  ];
  return underLocks(workspace, paths, async () => {
    const edition = findDigest(workspace, id);
    if (!edition || orderOf(edition) !== order) return { kind: 'changed' };
    const arranging = { workspace, edition, onWritten };
    if (change.kind === 'move') return move(arranging, change);
    return change.kind === 'remove' ? remove(arranging, change) : bringBack(arranging, change);
  });
}

type Of<Kind> = Extract<StoryListChange, { readonly kind: Kind }>;

async function move(
  { workspace, edition, onWritten }: Arranging,
  { file, to }: Of<'move'>,
): Promise<StoryListChanged> {
  const path = edition.files.find((each) => workspace.show(each) === file);
  if (path === undefined) return { kind: 'changed' };
  const at = Math.min(Math.max(0, to), edition.files.length - 1);
  const order = edition.files.filter((each) => each !== path).toSpliced(at, 0, path);
  const [lead, [next = lead]] = [edition.files[0], order];
  if (next !== lead) await giveLead(workspace, edition.id, { from: lead, to: next });
  const renamed = rename(workspace, edition, order);
  if (next !== lead) await withoutLead(workspace, edition.id, renamed[order.indexOf(lead)] ?? lead);
  for (const each of new Set([...edition.files, ...renamed])) onWritten(each);
  return { kind: 'done', at };
}

/**
 * Gives files the names that sort in an order, and returns their paths. Each step gives one file a
 * name that nothing has, the leading one first: if the process is killed in between, every story is
 * there once, and the edition has its subject, its time and its audience.
 */
function rename(
  workspace: Workspace,
  edition: EditionFile,
  order: readonly string[],
): readonly string[] {
  const names = numberedNames(order.map((path) => basename(path)));
  return order.map((path, index) => {
    const wanted = names[index] ?? basename(path);
    if (wanted === basename(path)) return path;
    const next = reserve(join(dirname(path), wanted));
    try {
      renameSync(path, next);
    } catch (error) {
      rmSync(next, { force: true });
      throw error;
    }
    moveKeptTexts(workspace, { edition: edition.id, path }, { edition: edition.id, path: next });
    return next;
  });
}

/** Creates an empty file under a name that nothing has, so that renaming replaces nobody's file. */
function reserve(path: string): string {
  return firstFree(path, (free) => writeNew(free, ''));
}

async function remove(
  { workspace, edition, onWritten }: Arranging,
  { file, base }: Of<'remove'>,
): Promise<StoryListChanged> {
  const path = edition.files.find((each) => workspace.show(each) === file);
  if (path === undefined) return { kind: 'changed' };
  const next = edition.files.find((each) => each !== path);
  if (next === undefined) {
    throw new UserError(
      'An edition has at least one story.',
      'Add another story first, then remove this one.',
    );
  }
  const bytes = readFileSync(path);
  if (versionOf(bytes) !== base) return { kind: 'changed' };
  if (path === edition.files[0]) {
    await giveLead(workspace, edition.id, { from: path, to: next, withHold: true });
  }
  keepText(workspace, { edition: edition.id, path }, { reason: 'removed', key: base, bytes });
  // Another program may have written it meanwhile.
  if (versionOf(readFileSync(path)) !== base) return { kind: 'changed' };
  rmSync(path);
  onWritten(path);
  onWritten(next);
  return { kind: 'done', at: undefined };
}

async function bringBack(
  { workspace, edition, onWritten }: Arranging,
  { name }: Of<'bring-back'>,
): Promise<StoryListChanged> {
  const text = removedTexts(workspace, edition.id).find((each) => each.name === name);
  if (!text) return { kind: 'changed' };
  const [lead] = edition.files;
  const wanted = join(edition.path, text.file);
  const leads = naturally(text.file, basename(lead)) < 0;
  const place = { edition: edition.id, index: 0, path: wanted };
  const path = createFree(wanted, asPlaced(workspace, place, lead, text.bytes, leads));
  if (leads) await withoutLead(workspace, edition.id, lead);
  forgetRemoved(workspace, edition.id, text);
  onWritten(path);
  onWritten(lead);
  const files = [...edition.files, path].sort((a, b) => naturally(basename(a), basename(b)));
  return { kind: 'done', at: files.indexOf(path) };
}

/** Creates a file under its name, or under the next one that is free; returns its path. */
function createFree(path: string, bytes: Uint8Array): string {
  return firstFree(path, (free) => createFile(free, bytes));
}

/** Returns the first of name.md, name-2.md and so on that could be created. */
function firstFree(path: string, create: (path: string) => boolean): string {
  const extension = extname(path);
  for (let number = 1; ; number++) {
    const free = number === 1 ? path : `${path.slice(0, -extension.length)}-${number}${extension}`;
    if (create(free)) return free;
  }
}
