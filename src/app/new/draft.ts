import type { Article, EditionSettings } from '../../article/article.ts';
import { parseArticle } from '../../article/parse.ts';
import type { DocumentReading, FoundPicture, LeftOut, Reading } from '../../article/reading.ts';
import { defined } from '../../base/defined.ts';
import { printable } from '../../base/printable.ts';
import { failed, ok, problem, type Problem, type Result } from '../../base/problem.ts';
import { localDate } from '../../base/time-zone.ts';
import { UserError } from '../../base/user-error.ts';
import { applyCheckSettings } from '../../check/settings.ts';
import { loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { assembleEdition } from '../../edition/assemble.ts';
import type { Edition } from '../../edition/edition.ts';
import { editionId, parseEditionName, type EditionName } from '../../edition/name.ts';
import { siteRulesFor } from '../../sources/site-rules.ts';
import type { Workspace } from '../workspace.ts';
import { embeddedIn, picturesBeside } from './beside.ts';
import type { OpenedSource } from './open-source.ts';

/** What was read of a source, as an edition would have it. Nothing is written. */
export interface Draft {
  readonly source: OpenedSource;
  readonly article: Article;
  readonly settings: EditionSettings;
  /** What the article does not contain, line by line. */
  readonly leftOut: readonly LeftOut[];
  readonly pictures: readonly FoundPicture[];
  /** The edition of this one story, for its subject, preheader and word count. */
  readonly edition: Edition;
  /** What a person should know: what was shortened, what is behind a paywall. */
  readonly notes: readonly Problem[];
}

export interface DraftOptions {
  /** The edition's date (YYYY-MM-DD), unless the source sets one. Default: today. */
  readonly date?: string | undefined;
}

/**
 * Reads a source as a story of an edition. Fails where it can't be understood. Throws UserError if the
 * date or the config is invalid, or the headline gives the edition no name.
 */
export async function readDraft(
  workspace: Workspace,
  source: OpenedSource,
  { date }: DraftOptions = {},
): Promise<Result<Draft>> {
  const config = await loadConfig(workspace.root);
  const read = await readStory(workspace, source, config);
  if (!read.ok) return read;
  const story = read.value;
  const name = nameOf(story, date, localDate(workspace.clock(), config.timeZone));
  const assembled = assembleEdition(name, [story], config);
  if (!assembled.ok) return assembled;
  const found = [...read.problems, ...assembled.problems];
  const notes = applyCheckSettings(found, config.check, name.id).filter(
    ({ code }) => code !== 'article/left-out',
  );
  return ok({ source, ...story, edition: assembled.value, notes });
}

type Story = Pick<Draft, 'article' | 'settings' | 'leftOut' | 'pictures'>;

async function readStory(
  workspace: Workspace,
  source: OpenedSource,
  config: Config,
): Promise<Result<Story>> {
  const { bytes, kind, shown, url } = source;
  if (kind === 'text' || kind === 'markdown') {
    const parsed = parseArticle(bytes, shown, kind);
    if (!parsed.ok) return parsed;
    const found = picturesBeside(parsed.value.article, source, workspace.content);
    const problems = [...parsed.problems, ...found.problems];
    return ok({ ...parsed.value, pictures: found.pictures }, problems);
  }
  const document =
    kind === 'html' ? await readPage(source, config) : await readWordFile(source.bytes);
  const read = inFile(document, shown);
  if (!read.ok) return read;
  const { pictures, warnings, leftOut, canonical } = read.value;
  const article = articleOf(read.value, shown, canonical ?? url);
  if (!article.ok) return article;
  const problems = [...read.problems, ...warnings.map((each) => placed(each, shown))];
  return ok({ article: article.value, settings: {}, leftOut, pictures }, problems);
}

async function readPage(
  { bytes, url, charset, folder }: OpenedSource,
  config: Config,
): Promise<Result<DocumentReading>> {
  const { readHtml } = await import('../../article/html/read-html.ts');
  const site = url === undefined ? undefined : siteRulesFor(url, config.sources.sites);
  const embedded = folder === undefined ? undefined : embeddedIn(folder);
  return readHtml(bytes, defined({ url, charset, site, embedded }));
}

async function readWordFile(bytes: Uint8Array): Promise<Result<DocumentReading>> {
  const { readWord } = await import('../../sources/word.ts');
  return readWord(bytes);
}

/** A reader of documents does not know what their file is called. */
function inFile<T>(result: Result<T>, file: string): Result<T> {
  const problems = result.problems.map((each) => placed(each, file));
  return result.ok ? ok(result.value, problems) : failed(...problems);
}

function placed(each: Problem, file: string): Problem {
  return each.place ? each : { ...each, place: { file } };
}

/** A page without a headline or a story is no article. */
function articleOf({ article }: Reading, file: string, url: string | undefined): Result<Article> {
  const { headline } = article;
  if (headline === undefined) return failed(problem('article/no-headline', { file }));
  if (article.blocks.length === 0) return failed(problem('article/no-body', { file }));
  return ok({ ...article, file, headline, ...defined({ url: article.url ?? url }) });
}

/**
 * Returns the name of the edition that a draft becomes. Throws UserError if the option is not a
 * date.
 */
export function nameOf(
  { article, settings }: Pick<Draft, 'article' | 'settings'>,
  option: string | undefined,
  today: string,
): EditionName {
  if (option !== undefined && !parseEditionName(`${option}-words`)) {
    throw new UserError(`"${printable(option)}" is not a date.`, 'Write it like 2023-06-14.');
  }
  const date = settings.date ?? option ?? today;
  const id = editionId(date, article.headline);
  if (id !== undefined) return { id, date };
  throw new UserError(
    'The headline has no letter or digit to name the edition after.',
    `Add words to the headline, or save the article yourself, as content/${date}-words-about-it.md.`,
  );
}
