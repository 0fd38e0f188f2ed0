import { resolve } from 'node:path';
import { MAX_ARTICLE_BYTES } from '../../article/decode.ts';
import { plural } from '../../base/format.ts';
import { fileFault } from '../../base/file-fault.ts';
import { isStoryName, parseEditionName } from '../../edition/name.ts';
import type { FileSaved, StoryChange } from '../../studio/writing.ts';
import type { Workspace } from '../workspace.ts';
import { withFields } from './fields.ts';
import { keepText } from './kept-texts.ts';
import { bytesOf, layoutOf, textOf, withBody, withYaml, type StoryLayout } from './layout.ts';
import { replaceFile } from './replace-file.ts';
import { saveUnderLock } from './save-under-lock.ts';
import {
  findStory,
  findVersion,
  readStory,
  realPath,
  shownStory,
  versionOf,
  type ReadStory,
  type StoryPlace,
} from './story-file.ts';

/** The version that this process wrote last, by path: it need not be kept when it is replaced. */
const written = new Map<string, string>();

/**
 * Writes a change of a story into its file, unless the file has changed since: then nothing is
 * written. What another program wrote is kept before it is replaced, and what could not be saved is
 * kept as well. `onWritten` gets the path. Undefined if there is no such story.
 */
export async function changeStory(
  workspace: Workspace,
  { edition, index }: { readonly edition: string; readonly index: number },
  change: StoryChange,
  onWritten: (path: string) => void = () => undefined,
): Promise<FileSaved | undefined> {
  const place =
    findStory(workspace, edition, index, change.file) ?? findInFolder(workspace, edition, change);
  if (!place) {
    keepOrphan(workspace, edition, change);
    return undefined;
  }
  const saved = await saveUnderLock(workspace, place, () => changeLocked(workspace, place, change));
  if (saved.kind === 'saved' && saved.story.version !== change.base) onWritten(place.path);
  return saved;
}

/** Finds the story of an edition that was one file and is a folder now: its text is the same. */
function findInFolder(
  workspace: Workspace,
  edition: string,
  { file, base }: StoryChange,
): StoryPlace | undefined {
  const folder = workspace.show(resolve(workspace.content, edition));
  const wasAlone = file === `${folder}.txt` || file === `${folder}.md`;
  return wasAlone ? findVersion(workspace, edition, base) : undefined;
}

async function changeLocked(
  workspace: Workspace,
  place: StoryPlace,
  change: StoryChange,
): Promise<FileSaved> {
  const before = readStory(workspace, place);
  const changed = changedLayout(before.layout, change);
  const bytes = changed.kind === 'changed' ? bytesOf(changed.layout) : undefined;
  const unsaved = bytes ?? Buffer.from(change.body ?? change.frontMatter ?? '');
  const keepUnsaved = () => {
    keepUnsavedText(workspace, place, change, unsaved);
  };
  if (before.version !== change.base) {
    keepUnsaved();
    return { kind: 'changed', story: shownStory(workspace, place, before) };
  }
  if (changed.kind === 'refused' || !bytes || bytes.length > MAX_ARTICLE_BYTES) {
    keepUnsaved();
    return changed.kind === 'refused' ? { ...changed, kind: 'failed' } : tooLarge(unsaved.length);
  }
  try {
    return await write(workspace, place, { before, bytes });
  } catch (error) {
    keepUnsaved();
    throw error;
  }
}

/** Keeps a text whose story is gone: the story may come back, such as from git. */
function keepOrphan(workspace: Workspace, edition: string, change: StoryChange): void {
  if (change.file === undefined || !parseEditionName(edition)) return;
  const place = { edition, index: 0, path: resolve(workspace.root, change.file) };
  const bytes = Buffer.from(change.body ?? change.frontMatter ?? '');
  if (isStoryName(place.path)) keepUnsavedText(workspace, place, change, bytes);
}

/** On a full disk nothing can be kept; the page still shows what was typed. */
function keepUnsavedText(
  workspace: Workspace,
  place: StoryPlace,
  { base }: StoryChange,
  bytes: Uint8Array,
): void {
  if (bytes.length === 0) return;
  // A request may name anything as its version.
  const key = base.replace(/[^\da-f]/g, '').padEnd(12, '0');
  try {
    keepText(workspace, place, { reason: 'unsaved', key, bytes });
  } catch (error) {
    if (!fileFault(error)) throw error;
  }
}

function tooLarge(length: number): FileSaved {
  return {
    kind: 'failed',
    message: `The story has ${plural(length, 'byte')}, more than the limit of ${plural(MAX_ARTICLE_BYTES, 'byte')}.`,
    remedy: 'Shorten it, or divide it into several stories.',
  };
}

async function write(
  workspace: Workspace,
  place: StoryPlace,
  { before, bytes }: { readonly before: ReadStory; readonly bytes: Buffer },
): Promise<FileSaved> {
  const version = versionOf(bytes);
  const show = (read: Pick<ReadStory, 'version' | 'layout'>) => shownStory(workspace, place, read);
  if (version === before.version) return { kind: 'saved', story: show(before) };
  const path = realPath(place);
  if (written.get(path) !== before.version) {
    keepText(workspace, place, { reason: 'overwritten', key: before.version, bytes: before.bytes });
  }
  // Another program may have written it meanwhile.
  const mayReplace = (now: Buffer) => versionOf(now) === before.version;
  if (!(await replaceFile(path, { bytes, mayReplace }))) {
    keepText(workspace, place, { reason: 'unsaved', key: before.version, bytes });
    return { kind: 'changed', story: show(readStory(workspace, place)) };
  }
  written.set(path, version);
  const layout = layoutOf(bytes);
  return { kind: 'saved', story: show({ version, layout: layout ?? before.layout }) };
}

type Changed =
  | { readonly kind: 'changed'; readonly layout: StoryLayout }
  | { readonly kind: 'refused'; readonly message: string; readonly remedy: string };

function changedLayout(before: StoryLayout, change: StoryChange): Changed {
  const yaml = changedYaml(before.front ? textOf(before.front.yaml) : '', change);
  if (typeof yaml === 'object') return yaml;
  const front = yaml === undefined ? before : withYaml(before, yaml);
  const layout = change.body === undefined ? front : withBody(front, change.body.toWellFormed());
  return { kind: 'changed', layout };
}

const CLOSES = /^(?:---|\.\.\.)\s*$/m;

function changedYaml(
  before: string,
  { fields, frontMatter }: StoryChange,
): string | undefined | (Changed & { readonly kind: 'refused' }) {
  if (frontMatter !== undefined) {
    const yaml = frontMatter.toWellFormed().replace(/\s+$/, '');
    if (!CLOSES.test(yaml)) return yaml;
    return {
      kind: 'refused',
      message: 'A line "---" or "..." would end the front matter.',
      remedy: 'Remove that line.',
    };
  }
  if (fields === undefined) return undefined;
  return (
    withFields(before, fields) ?? {
      kind: 'refused',
      message: 'The front matter of this file can’t be understood.',
      remedy: 'Fix its YAML first.',
    }
  );
}
