import { defined } from '../base/defined.ts';
import { formatCount } from '../base/format.ts';
import { failed, ok, problem, type Result } from '../base/problem.ts';
import type { Article, ArticleImage, EditionSettings } from './article.ts';
import { decodeArticle } from './decode.ts';
import { richText } from './rich-text.ts';
import { splitFrontMatter, type FrontMatter } from './front-matter.ts';
import { MAX_HEADLINE, parseWireText, type WireText } from './wire-text.ts';

export interface ParsedSource {
  readonly article: Article;
  readonly settings: EditionSettings;
}

/**
 * Parses the bytes of a source: wire text with optional YAML front matter above it, which sets or
 * overrides what the text says. Fails with file and line if the source is invalid or has no
 * headline or no story.
 */
export function parseArticle(bytes: Uint8Array, file: string): Result<ParsedSource> {
  const decoded = decodeArticle(bytes, file);
  if (!decoded.ok) return decoded;
  if (decoded.value.trim() === '') return failed(problem('article/empty', { file, line: 1 }));

  const split = splitFrontMatter(decoded.value, file);
  if (!split.ok) return split;
  const { frontMatter, body, bodyLine, imageLine, sendLine } = split.value;
  const text = parseWireText(body, bodyLine, frontMatter.headline !== undefined);

  const headline = frontMatter.headline ?? text.headline;
  if (headline === undefined && text.tooLongHeadline !== undefined) {
    const detail = `it has ${formatCount(text.tooLongHeadline)} characters, at most ${MAX_HEADLINE} are allowed`;
    return failed(problem('article/headline-too-long', { file, line: text.headlineLine }, detail));
  }
  if (headline === undefined) {
    return failed(problem('article/no-headline', { file, line: text.headlineLine }));
  }
  if (text.blocks.length === 0) {
    return failed(problem('article/no-body', { file, line: text.headlineLine }));
  }
  const article = join({ ...text, ...defined({ imageLine }) }, frontMatter, headline, file);
  return ok({ article, settings: settings(frontMatter, sendLine) });
}

function join(text: WireText, front: FrontMatter, headline: string, file: string): Article {
  return {
    file,
    headline,
    keyPoints: front.keyPoints?.map(richText) ?? text.keyPoints,
    blocks: text.blocks,
    lines: { headline: text.headlineLine, ...defined({ image: text.imageLine }) },
    ...defined({
      section: front.section ?? text.section,
      keyPointsHeading: text.keyPointsHeading,
      image: joinImage(text.image, front),
      byline: front.byline ?? text.byline,
      dateline: front.dateline ?? text.dateline,
      url: front.source,
    }),
  };
}

function joinImage(image: ArticleImage | undefined, front: FrontMatter): ArticleImage | undefined {
  const { alt, caption, credit, imageWidth: width, imageHeight: height } = front;
  const picture = front.image && { ...front.image, ...defined({ width, height }) };
  const joined: ArticleImage = { ...image, ...picture, ...defined({ alt, caption, credit }) };
  return Object.keys(joined).length > 0 ? joined : undefined;
}

/** Parses only the edition settings of a source, whether or not it has a story. */
export function parseSettings(bytes: Uint8Array, file: string): Result<EditionSettings> {
  const decoded = decodeArticle(bytes, file);
  if (!decoded.ok) return decoded;
  const split = splitFrontMatter(decoded.value, file);
  if (!split.ok) return split;
  return ok(settings(split.value.frontMatter, split.value.sendLine));
}

function settings(front: FrontMatter, sendLine = 1): EditionSettings {
  const { subject, preheader, date, story } = front;
  const send = front.send === undefined ? undefined : { text: front.send, line: sendLine };
  return defined({ subject, preheader, date, story, send });
}
