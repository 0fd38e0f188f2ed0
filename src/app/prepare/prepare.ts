import { parseContent } from '../../article/parse.ts';
import { localDate } from '../../base/time-zone.ts';
import type { Problem, ProblemCode } from '../../base/problem.ts';
import { applyCheckSettings } from '../../check/settings.ts';
import { loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { assembleEdition } from '../../edition/assemble.ts';
import type { Edition } from '../../edition/edition.ts';
import { composeLetter, type Composed } from '../../letter/compose.ts';
import { personalise, spliceLetter, type Letter } from '../../letter/letter.ts';
import { preparePictures, type Picture, type PictureOptions } from '../../pictures/prepare.ts';
import { loadRenderer } from '../../render/load.ts';
import type { Rendered } from '../../render/render.ts';
import { loadTheme } from '../../render/theme.ts';
import type { NewSubscriber } from '../../subscribers/subscriber.ts';
import { findEdition, readContent, type EditionFile } from '../editions.ts';
import { valueOf } from '../problems-error.ts';
import type { Workspace } from '../workspace.ts';
import { readArticle } from '../read-article.ts';
import { pictureReader } from './picture-files.ts';
import { senderOf } from './sender.ts';

/** Receives the letter of a build. */
export const SPECIMEN: NewSubscriber = { email: 'reader@example.com', attributes: {} };

export interface PrepareOptions extends PictureOptions {
  /** Bytes that are read in place of a file's, by its path: to see what a change would do. */
  readonly instead?: ReadonlyMap<string, Uint8Array>;
  /** The folder from which articles are named. Default: the newsletter's. */
  readonly filesRoot?: string;
}

/** An edition with its pictures, before it is rendered. */
export interface Assembled {
  /** Where it came from. */
  readonly file: EditionFile;
  readonly edition: Edition;
  readonly config: Config;
  /** Those stored beside the articles, by the source that the letter has for each. */
  readonly pictures: ReadonlyMap<string, Picture>;
  /** Picture files that can't be used, by the source that marks their place: in a preview only. */
  readonly missing: ReadonlyMap<string, string>;
  /** What was noticed so far, with the severities of the config; checks come later. */
  readonly notes: readonly Problem[];
}

/** An edition, ready to be looked at or sent. */
export interface Prepared extends Assembled {
  readonly rendered: Rendered;
  readonly composed: Composed;
  /** The specimen's letter, whole and part by part. */
  readonly letter: Letter;
  readonly parts: { readonly html: string; readonly text: string; readonly mjml: string };
}

/**
 * Makes a composed letter of an edition: the one given, or named by the user, otherwise the newest
 * of content/. Throws UserError if the config can't be understood, ProblemsError if an article or
 * the theme can't.
 */
export async function prepareEdition(
  workspace: Workspace,
  named: string | EditionFile | undefined,
  options?: PrepareOptions,
): Promise<Prepared> {
  return prepareLetter(workspace, await assemble(workspace, named, options));
}

/** Reads an edition with its pictures. Throws like prepareEdition. */
export async function assemble(
  workspace: Workspace,
  named: string | EditionFile | undefined,
  options?: PrepareOptions,
): Promise<Assembled> {
  const config = await loadConfig(workspace.root);
  const file =
    typeof named === 'object'
      ? named
      : findEdition(workspace, named, localDate(workspace.clock(), config.timeZone));
  const [lead, ...others] = file.files;
  const read = async (path: string) => {
    const shown = workspace.show(path);
    const bytes = options?.instead?.get(path) ?? valueOf(readArticle(path, shown));
    return valueOf(await parseContent(bytes, shown));
  };
  const stories = [await read(lead), ...(await Promise.all(others.map(read)))] as const;
  const assembled = assembleEdition(file, stories, config);
  const reader = pictureReader(options?.filesRoot ?? workspace.root);
  const pictured = await preparePictures(valueOf(assembled), config, reader, options);
  const { edition, pictures, missing } = valueOf(pictured);
  const noticed = [...assembled.problems, ...pictured.problems];
  // No setting allows a letter with a picture that can't be used.
  const faults = noticed.filter(({ code }) => PICTURE_FAULTS.includes(code));
  const rest = noticed.filter((each) => !faults.includes(each));
  const notes = [...faults, ...applyCheckSettings(rest, config.check, edition.id)];
  return { file, edition, config, pictures, missing, notes };
}

const PICTURE_FAULTS: readonly ProblemCode[] = ['article/picture', 'article/picture-crop'];

/** Returns what is skipped in content/, next to the edition: with the severities of the config. */
export function skippedFiles(
  workspace: Workspace,
  { config, edition }: Assembled,
): readonly Problem[] {
  const { problems } = readContent(workspace);
  return applyCheckSettings(problems, config.check, edition.id);
}

/** Renders and composes the letter of an edition. Throws like prepareEdition. */
export async function prepareLetter(workspace: Workspace, assembled: Assembled): Promise<Prepared> {
  const { edition, config, pictures } = assembled;
  const theme = valueOf(loadTheme(config.theme.name, workspace.templates, workspace.root));
  const { renderEdition } = await loadRenderer();
  const rendered = valueOf(await renderEdition(edition, config, theme));
  const sender = senderOf(config, workspace.env);
  const composed = composeLetter(edition, rendered, sender, embedded(pictures, rendered));
  const letter = spliceLetter(composed, SPECIMEN);
  const parts = personalise(rendered, composed.sender, SPECIMEN);
  return { ...assembled, rendered, composed, letter, parts };
}

/** The pictures that the letter carries: those that its theme shows and that are not hosted. */
function embedded(pictures: ReadonlyMap<string, Picture>, { html }: Rendered) {
  return Array.from(pictures).flatMap(([source, { contentId, ...picture }]) =>
    contentId !== undefined && html.includes(source) ? [{ ...picture, contentId }] : [],
  );
}
