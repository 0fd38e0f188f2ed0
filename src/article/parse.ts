import { defined } from '../base/defined.ts';
import { formatCount, visibleLength } from '../base/format.ts';
import { failed, ok, problem, type Result } from '../base/problem.ts';
import type { Article, ArticleImage, EditionSettings } from './article.ts';
import { decodeArticle } from './decode.ts';
import { splitFrontMatter, type FrontMatter, type SplitText } from './front-matter.ts';
import { markupOf, markupOfFile } from './pasted.ts';
import type { LeftOut, Reading } from './reading.ts';
import { richText } from './rich-text.ts';
import type { Given } from './wire/parts.ts';
import { readWire } from './wire/read-wire.ts';
import { readMarkdown } from './markdown/read.ts';
import { MAX_HEADLINE } from './wire/top.ts';

export interface ParsedSource {
  readonly article: Article;
  readonly settings: EditionSettings;
  /** The lines of the source that the article does not contain. */
  readonly leftOut: readonly LeftOut[];
}

/** How the text of an article is written. */
export type ArticleFormat = 'text' | 'markdown';

/** Returns the format of a file: Markdown if its extension is .md, otherwise wire text. */
export function formatOf(file: string): ArticleFormat {
  return /\.(?:md|markdown)$/i.test(file) ? 'markdown' : 'text';
}

type HtmlReader = (text: string, line: number, given: Given) => Result<Reading>;

/**
 * Parses a file of content/ as parseArticle does, and HTML that was pasted into a text file as well:
 * its reader is loaded only then.
 */
export async function parseContent(bytes: Uint8Array, file: string): Promise<Result<ParsedSource>> {
  const format = formatOf(file);
  if (format !== 'text' || markupOfFile(bytes) !== 'html') return parseArticle(bytes, file, format);
  const { readPastedHtml } = await import('./pasted-html.ts');
  return parseArticle(bytes, file, format, readPastedHtml);
}

/**
 * Parses the bytes of a source: wire text or Markdown with optional YAML front matter above it, which
 * sets or overrides what the text says. Fails with file and line if the source is invalid or has no
 * headline or no story.
 */
export function parseArticle(
  bytes: Uint8Array,
  file: string,
  format: ArticleFormat = formatOf(file),
  readHtml?: HtmlReader,
): Result<ParsedSource> {
  const decoded = decodeArticle(bytes, file);
  if (!decoded.ok) return decoded;
  if (decoded.value.trim() === '') return failed(problem('article/empty', { file, line: 1 }));

  const split = splitFrontMatter(decoded.value, file);
  if (!split.ok) return split;
  const { frontMatter, none, body, bodyLine, keyLines } = split.value;
  const given = { set: new Set(Object.keys(frontMatter)), none };
  const markup = format === 'markdown' ? 'markdown' : markupOf(body);
  const reading =
    markup === 'markdown'
      ? readMarkdown(body, { file, firstLine: bodyLine, given, headline: frontMatter.headline })
      : markup === 'html' && readHtml
        ? readHtml(body, bodyLine, given)
        : ok(readWire(body, bodyLine, given));
  if (!reading.ok) return reading;
  const { article: read, leftOut } = reading.value;

  const headline = frontMatter.headline ?? read.headline;
  const line = read.lines.headline;
  if (headline === undefined) return failed(problem('article/no-headline', { file, line }));
  const length = frontMatter.headline === undefined ? lengthOf(headline) : 0;
  if (length > MAX_HEADLINE) {
    const detail = `it has ${formatCount(length)} characters, at most ${MAX_HEADLINE} are allowed`;
    return failed(problem('article/headline-too-long', { file, line }, detail));
  }
  if (read.blocks.length === 0) return failed(problem('article/no-body', { file, line }));
  const lines = { ...read.lines, ...defined({ image: keyLines.image ?? read.lines.image }) };
  const article = join({ ...read, lines }, split.value, headline, file);
  return ok({ article, settings: settingsOf(split.value), leftOut });
}

function lengthOf(headline: string): number {
  return headline.length > MAX_HEADLINE ? visibleLength(headline) : 0;
}

function join(
  read: Reading['article'],
  { frontMatter: front, none }: SplitText,
  headline: string,
  file: string,
): Article {
  const { section, dek, byline, authors, published, updated, dateline, source: url } = front;
  const { contributors } = front;
  return {
    ...read,
    file,
    headline,
    keyPoints: front.keyPoints?.map(richText) ?? read.keyPoints,
    ...defined({ section, dek, byline, authors, published, updated, dateline, url, contributors }),
    ...defined({ image: joinImage(read.image, front, none) }),
  };
}

function joinImage(
  image: ArticleImage | undefined,
  front: FrontMatter,
  none: ReadonlySet<string>,
): ArticleImage | undefined {
  const { caption, credit, imageWidth: width, imageHeight: height } = front;
  const picture = front.image && { ...front.image, ...defined({ width, height }) };
  const alt = none.has('alt') && (picture ?? image) ? '' : front.alt;
  const joined: ArticleImage = { ...image, ...picture, ...defined({ alt, caption, credit }) };
  return Object.keys(joined).length > 0 ? joined : undefined;
}

/** Parses only the edition settings of a source, whether or not it has a story. */
export function parseSettings(bytes: Uint8Array, file: string): Result<EditionSettings> {
  const decoded = decodeArticle(bytes, file);
  if (!decoded.ok) return decoded;
  const split = splitFrontMatter(decoded.value, file);
  if (!split.ok) return split;
  return ok(settingsOf(split.value));
}

function settingsOf({ frontMatter, keyLines }: SplitText): EditionSettings {
  const { subject, preheader, date, story, send, audience, hold } = frontMatter;
  return defined({
    subject,
    preheader,
    date,
    story,
    send: send === undefined ? undefined : { text: send, line: keyLines.send ?? 1 },
    audience: audience === undefined ? undefined : { name: audience, line: keyLines.audience ?? 1 },
    hold: hold === undefined ? undefined : holdOf(hold, keyLines.hold ?? 1),
  });
}

/** Reads the value of "hold:": the words of YAML for yes and no, or a reason. */
function holdOf(text: string, line: number): EditionSettings['hold'] {
  if (/^(?:false|no|off)$/i.test(text)) return undefined;
  return /^(?:true|yes|on)$/i.test(text) ? { line } : { reason: text, line };
}
