import { readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseContent } from '../../article/parse.ts';
import { writeMarkdown } from '../../article/markdown/write.ts';
import type { LeftOut } from '../../article/reading.ts';
import { UserError } from '../../base/user-error.ts';
import type { FileSaved, LetterEffect, MarkdownOffer } from '../../studio/writing.ts';
import { compareLetters } from '../approval/letter-diff.ts';
import { factsOf } from '../approval/letter-facts.ts';
import { editionById, type EditionFile } from '../editions.ts';
import { prepareEdition } from '../prepare/prepare.ts';
import { valueOf } from '../problems-error.ts';
import type { Workspace } from '../workspace.ts';
import { createFile } from './create-file.ts';
import { frontKeys, withKey } from './front-matter-keys.ts';
import { keepText } from './kept-texts.ts';
import { bytesOf, layoutOf, textOf, withBody, withYaml } from './layout.ts';
import { saveUnderLock } from './save-under-lock.ts';
import {
  findStory,
  readStory,
  shownStory,
  versionOf,
  type ReadStory,
  type StoryPlace,
} from './story-file.ts';

const TEXT = /\.txt$/;

/**
 * Returns what a story of wire text becomes as Markdown, and what that does to the letter; undefined
 * if it is no such story. Throws UserError if the text can't be understood.
 */
export async function offerMarkdown(
  workspace: Workspace,
  edition: string,
  index: number,
): Promise<MarkdownOffer | undefined> {
  const place = findStory(workspace, edition, index);
  const file = editionById(workspace, edition);
  if (!place || !file || !place.path.endsWith('.txt')) return undefined;
  const read = readStory(workspace, place);
  const { bytes, leftOut } = await markdownOf(workspace, place, read);
  return {
    file: workspace.show(place.path),
    version: read.version,
    into: workspace.show(markdownPath(place)),
    markdown: bytes.toString('utf8'),
    leftOut,
    letter: await effectOn(workspace, file, place, bytes),
  };
}

function markdownPath({ path }: StoryPlace): string {
  return path.replace(TEXT, '.md');
}

/** Writes the story as Markdown below its own front matter, to which the parts of the text are added. */
async function markdownOf(
  workspace: Workspace,
  { path }: StoryPlace,
  { bytes, layout }: ReadStory,
): Promise<{ readonly bytes: Buffer; readonly leftOut: readonly LeftOut[] }> {
  const parsed = valueOf(await parseContent(bytes, workspace.show(path)));
  const { article, leftOut } = parsed;
  const written = layoutOf(Buffer.from(writeMarkdown(article, {}, leftOut)));
  const added = frontKeys(written?.front ? textOf(written.front.yaml) : '');
  const before = layout.front ? textOf(layout.front.yaml) : '';
  const yaml = Array.from(added?.keys ?? []).reduce((text, [name, { value }]) => {
    const found = frontKeys(text);
    return !found || found.keys.has(name) ? text : withKey(text, found, name, value, []);
  }, before);
  const whole = withBody(withYaml(layout, yaml), textOf(written?.body ?? []));
  return { bytes: bytesOf(whole), leftOut };
}

/** Returns what differs in the letter once the Markdown is in the place of the text. */
async function effectOn(
  workspace: Workspace,
  edition: EditionFile,
  { path, index }: StoryPlace,
  bytes: Uint8Array,
): Promise<LetterEffect> {
  const next = path.replace(TEXT, '.md');
  const [lead, ...others] = edition.files.with(index, next);
  const changed = { ...edition, files: [lead ?? next, ...others] } as const;
  try {
    const before = factsOf(await prepareEdition(workspace, edition, { markMissing: true }));
    const instead = new Map([[next, bytes]]);
    const after = factsOf(await prepareEdition(workspace, changed, { markMissing: true, instead }));
    const { changes } = compareLetters(before, after);
    const text = { before: before.text.join('\n'), after: after.text.join('\n') };
    // The boundaries between its parts may differ.
    if (changes.length === 0 && text.before === text.after) return { kind: 'same' };
    return { kind: 'changed', what: changes.map(({ what }) => what), ...text };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: 'unknown', message: error.message };
  }
}

/**
 * Writes a story as Markdown and removes its text, which is kept, unless the text is another version
 * than `base`. `onWritten` gets both paths. Undefined if there is no such story.
 */
export async function turnIntoMarkdown(
  workspace: Workspace,
  {
    edition,
    index,
    base,
  }: { readonly edition: string; readonly index: number; readonly base: string },
  onWritten: (path: string) => void = () => undefined,
): Promise<FileSaved | undefined> {
  const place = findStory(workspace, edition, index);
  if (!place?.path.endsWith('.txt')) return undefined;
  const saved = await saveUnderLock(workspace, place, () => turnLocked(workspace, place, base));
  if (saved.kind === 'saved') for (const path of [place.path, markdownPath(place)]) onWritten(path);
  return saved;
}

async function turnLocked(
  workspace: Workspace,
  place: StoryPlace,
  base: string,
): Promise<FileSaved> {
  const before = readStory(workspace, place);
  if (before.version !== base) {
    return { kind: 'changed', story: shownStory(workspace, place, before) };
  }
  const { bytes } = await markdownOf(workspace, place, before);
  const path = markdownPath(place);
  keepText(workspace, place, { reason: 'overwritten', key: before.version, bytes: before.bytes });
  if (!createFile(path, bytes)) {
    throw new UserError(
      `There is a file ${workspace.show(path)} already.`,
      'Rename or delete it, then try again.',
    );
  }
  const other = takeAway(place.path, base);
  if (other) {
    rmSync(path);
    if (!createFile(place.path, other)) {
      keepText(workspace, place, { reason: 'overwritten', key: versionOf(other), bytes: other });
    }
    return { kind: 'changed', story: shownStory(workspace, place, readStory(workspace, place)) };
  }
  const layout = layoutOf(bytes) ?? before.layout;
  const story = shownStory(workspace, { ...place, path }, { version: versionOf(bytes), layout });
  return { kind: 'saved', story };
}

/**
 * Removes a text of a version. It is moved aside before it is read for the last time: what another
 * program writes under its name after that stays. Returns the bytes of a text that another program
 * has written meanwhile, which the caller puts back.
 */
function takeAway(path: string, version: string): Buffer | undefined {
  const aside = join(dirname(path), `.${basename(path)}.replaced`);
  renameSync(path, aside);
  const now = readFileSync(aside);
  rmSync(aside);
  return versionOf(now) === version ? undefined : now;
}
