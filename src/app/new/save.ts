import { existsSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Article } from '../../article/article.ts';
import { writeMarkdown } from '../../article/markdown/write.ts';
import { imagesOf } from '../../article/story-texts.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../base/problem.ts';
import { UserError } from '../../base/user-error.ts';
import type { Workspace } from '../workspace.ts';
import { writeNew } from '../write-new.ts';
import type { Draft } from './draft.ts';
import { placeInDigest, type Place } from './digest.ts';
import { fetchFor, inOrder, withoutLoneCaptions, type SavedPicture } from './pictures.ts';

export interface SaveOptions {
  /** Keeps the bytes of a text or Markdown source as they are. */
  readonly asIs?: boolean | undefined;
  /** The edition that the story is added to, by id or path. Default: a new one. */
  readonly into?: string | undefined;
  readonly allowPrivate?: boolean | undefined;
}

export interface SavedDraft {
  /** The id of the edition that has the story now. */
  readonly edition: string;
  /** As messages show it. */
  readonly file: string;
  /** Names of the pictures next to the file. */
  readonly pictures: readonly string[];
  /** How many of them have no alternative text yet, without which the letter is not sent. */
  readonly undescribed: number;
  readonly problems: readonly Problem[];
}

/**
 * Writes a draft: Markdown with front matter and a comment with what was left out, and its pictures
 * beside it. Throws UserError if it exists, or can't be kept as it is.
 */
export async function saveDraft(
  workspace: Workspace,
  draft: Draft,
  { asIs = false, into, allowPrivate = false }: SaveOptions = {},
): Promise<SavedDraft> {
  if (asIs) refuseAsIs(draft);
  const place =
    into === undefined ? newPlace(workspace, draft) : await placeInDigest(workspace, draft, into);
  if (asIs) {
    const path = `${place.stem}${draft.source.kind === 'markdown' ? '.md' : '.txt'}`;
    write(path, draft.source.bytes, place);
    return {
      edition: place.edition,
      file: workspace.show(path),
      pictures: [],
      undescribed: 0,
      problems: [],
    };
  }
  const whole = withoutLoneCaptions(draft);
  const { article, pictures, leftOut, problems } = await fetchFor(
    whole,
    basename(place.stem),
    allowPrivate,
  );
  const path = `${place.stem}.md`;
  writeAll(dirname(path), pictures, () => {
    const lines = inOrder([...whole.leftOut, ...leftOut]);
    write(path, writeMarkdown(article, settingsOf(draft), lines), place);
  });
  return {
    edition: place.edition,
    file: workspace.show(path),
    pictures: pictures.map(({ file }) => file),
    undescribed: undescribedIn(article),
    problems,
  };
}

function undescribedIn(article: Article): number {
  return imagesOf(article).filter(
    ({ source, file, alt = '' }) => (source ?? file) !== undefined && alt.trim() === '',
  ).length;
}

function refuseAsIs({ source: { kind, shown } }: Draft): void {
  if (kind === 'text' || kind === 'markdown') return;
  throw new UserError(
    `${shown} can't be kept as it is: an edition is text or Markdown.`,
    'Leave out --as-is; the story is then written as Markdown.',
  );
}

function newPlace({ content }: Workspace, { edition: { id } }: Draft): Place {
  const stem = join(content, id);
  if (['', '.txt', '.md'].some((extension) => existsSync(`${stem}${extension}`))) throw exists(id);
  return { edition: id, stem };
}

function exists(name: string): UserError {
  return new UserError(
    `There is an edition ${name} already.`,
    'Nothing was written. Change the headline or the date, or edit the existing edition.',
  );
}

function write(path: string, content: string | Uint8Array, { edition }: Place): void {
  if (!writeNew(path, content)) throw exists(edition);
}

/** Writes pictures, then what needs them; removes them again where that fails. */
function writeAll(folder: string, pictures: readonly SavedPicture[], last: () => void): void {
  const written: string[] = [];
  try {
    for (const { file, bytes } of pictures) {
      const path = join(folder, file);
      if (writeNew(path, bytes)) written.push(path);
    }
    last();
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    throw error;
  }
}

/** Settings that the source's own front matter had. */
function settingsOf({ settings }: Draft): Readonly<Record<string, unknown>> {
  const { send, audience, hold, ...others } = settings;
  return {
    ...others,
    ...defined({
      send: send?.text,
      audience: audience?.name,
      hold: hold && (hold.reason ?? true),
    }),
  };
}
