import { readFileSync } from 'node:fs';
import { parseArticle } from '../article/parse.ts';
import { applyCheckSettings } from '../check/settings.ts';
import { loadConfig } from '../config/load.ts';
import { listIdOf, type Config } from '../config/schema.ts';
import { assembleEdition } from '../edition/assemble.ts';
import type { Edition } from '../edition/edition.ts';
import { composeLetter, type Composed } from '../letter/compose.ts';
import { personalise, spliceLetter, type Letter } from '../letter/letter.ts';
import type { Sender } from '../letter/recipient.ts';
import { parseSecrets } from '../letter/token.ts';
import { preparePictures, type Picture } from '../pictures/prepare.ts';
import type { Problem, Result } from '../base/problem.ts';
import { loadRenderer } from '../render/load.ts';
import type { Rendered } from '../render/render.ts';
import { loadTheme } from '../render/theme.ts';
import type { NewSubscriber } from '../subscribers/subscriber.ts';
import { UserError } from '../base/user-error.ts';
import { findEdition, type EditionFile } from './find-edition.ts';
import { formatProblems, type Io } from '../cli/io.ts';
import { localDate } from '../base/time-zone.ts';
import { pictureReader } from './picture-files.ts';
import type { Workspace } from './workspace.ts';

/** Whom the letter of a build is made out to. */
export const SPECIMEN: NewSubscriber = { email: 'reader@example.com', attributes: {} };

/** An edition, ready to be looked at or sent. */
export interface Prepared {
  /** Where it came from. */
  readonly file: EditionFile;
  readonly edition: Edition;
  readonly config: Config;
  readonly rendered: Rendered;
  readonly composed: Composed;
  /** What lay beside the articles, by the source that the letter has for each. */
  readonly pictures: ReadonlyMap<string, Picture>;
  /** The specimen's letter, whole and part by part. */
  readonly letter: Letter;
  readonly parts: { readonly html: string; readonly text: string; readonly mjml: string };
  /** What was noticed on the way, as the config judges it; the gate has its own say. */
  readonly notes: readonly Problem[];
}

/** An edition that cannot be made into a letter, and what stands against it. */
export class ProblemsError extends UserError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(formatProblems(problems), 'Nothing was written and nothing was sent.');
    this.problems = problems;
  }
}

/**
 * From a file of content/ to a composed letter; `change` has the last word on the edition. Throws
 * UserError where the config cannot be understood, ProblemsError where an article or the theme
 * cannot.
 */
export async function prepareEdition(
  workspace: Workspace,
  named: string | undefined,
  io: Io,
  change: (edition: Edition) => Edition = (edition) => edition,
): Promise<Prepared> {
  const config = await loadConfig(workspace.root);
  const file = findEdition(workspace, named, localDate(io.clock(), config.timeZone));
  const [lead, ...others] = file.files;
  const read = (path: string) => need(parseArticle(readBytes(path), workspace.show(path)));
  const assembled = assembleEdition(file, [read(lead), ...others.map(read)], config);
  const pictured = await preparePictures(need(assembled), config, pictureReader(workspace.root));
  const { pictures } = need(pictured);
  const edition = change(need(pictured).edition);
  const theme = need(loadTheme(config.theme.name, workspace.templates, workspace.root));

  const { renderEdition } = await loadRenderer();
  const rendered = need(await renderEdition(edition, config, theme));
  const composed = composeLetter(
    edition,
    rendered,
    senderOf(config, io),
    embedded(pictures, rendered),
  );
  const letter = spliceLetter(composed, SPECIMEN);
  const parts = personalise(rendered, composed.sender, SPECIMEN);
  const noticed = [...assembled.problems, ...pictured.problems];
  const notes = applyCheckSettings(noticed, config.check, edition.id);
  return { file, edition, config, rendered, composed, pictures, letter, parts, notes };
}

/** The pictures that the letter carries: those that its theme shows and that are not hosted. */
function embedded(pictures: ReadonlyMap<string, Picture>, { html }: Rendered) {
  return Array.from(pictures).flatMap(([source, { contentId, ...picture }]) =>
    contentId !== undefined && html.includes(source) ? [{ ...picture, contentId }] : [],
  );
}

/** What links to unsubscribe are signed with where nothing is sent: in a build, in a check. */
const STAND_IN_SECRET = 'a-stand-in-where-nothing-is-sent-with-it';

function senderOf(config: Config, { env }: Io): Sender {
  const { name, from, replyTo, links, delivery } = config;
  const { bounces, idempotencyHeader } = delivery;
  const unsubscribe =
    links.unsubscribe === undefined
      ? undefined
      : {
          url: links.unsubscribe,
          secrets: parseSecrets(env['BROADSHEET_SECRET'] ?? STAND_IN_SECRET),
        };
  return { name, from, replyTo, listId: listIdOf(config), unsubscribe, bounces, idempotencyHeader };
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch {
    throw new UserError(`${path} cannot be read.`, 'Check that it is a file you may read.');
  }
}

/** The value of a step, or its problems as the user's mistake. Throws ProblemsError. */
export function need<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new ProblemsError(result.problems);
}
