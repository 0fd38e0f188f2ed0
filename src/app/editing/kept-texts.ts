/** Texts that would be lost otherwise: what was overwritten, and what could not be saved. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { KeptText } from '../../studio/writing.ts';
import type { Workspace } from '../workspace.ts';
import { writeNew } from '../write-new.ts';

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
  /^(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\.\d{3}Z)-(overwritten|unsaved)-[\da-f]{12}\.(?:txt|md)$/;

/**
 * Keeps a text of a story: what was overwritten once for each key, and what is unsaved unless a text
 * of its key has all of it. A text that was typed further is replaced; the one that another window
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
  if (texts.some((each) => isWithin(bytes, each.bytes))) return;
  let at = workspace.clock().getTime();
  const nameAt = () => `${new Date(at).toISOString().replaceAll(':', '-')}${end}`;
  // A full disk leaves no half of it.
  while (!writeNew(join(folder, nameAt()), bytes)) at++;
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
    reason: name.includes('-unsaved-') ? 'unsaved' : 'overwritten',
  }));
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

function timeOf(name: string): Date {
  const [, day = ''] = NAME.exec(name) ?? [];
  return new Date(day.replace(/T(\d{2})-(\d{2})-/, 'T$1:$2:'));
}
