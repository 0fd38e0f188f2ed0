/** Helpers that parse a source and return parts of the result. */
import type { Article, Block } from '../../src/article/article.ts';
import { plainText, type RichText } from '../../src/article/rich-text.ts';
import { blockTexts as textsOfBlock, richTextsOf } from '../../src/article/story-texts.ts';
import { parseArticle, type ParsedSource } from '../../src/article/parse.ts';
import { describe as inWords, type ProblemCode, type Result } from '../../src/base/problem.ts';

export const FILE = 'content/2023-06-14-test.txt';

/** A headline that can't be a section. */
export const HEADLINE = 'Ministers agree to meet again in Vienna';

/** Texts that can only be paragraphs: long, on one line, with final punctuation. */
export const STORY =
  'The ministers met for three hours on Wednesday and agreed to meet again before the end of the month, officials said.';

export const NEXT =
  'The second round is to begin on the first of July, and nobody at the table would say how long it may take.';

export function parse(source: string | Uint8Array): Result<ParsedSource> {
  return parseArticle(Buffer.from(source), FILE);
}

export function value<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.problems.map((each) => inWords(each).finding).join('\n'));
}

export function article(...lines: readonly string[]): Article {
  return value(parse(lines.join('\n'))).article;
}

/** Returns the problems of a failed result, as code and line. */
export function faults(result: Result<unknown>): readonly (readonly [ProblemCode, number?])[] {
  if (result.ok) return [];
  return result.problems.map(({ code, place }) =>
    place?.line === undefined ? [code] : [code, place.line],
  );
}

/** Returns the problems of a failed result, as text. */
export function findings(result: Result<unknown>): readonly string[] {
  return result.ok ? [] : result.problems.map((each) => inWords(each).finding);
}

/** Returns the texts of the blocks; those of a list or a picture are separate. */
export function blockTexts({ blocks }: Pick<Article, 'blocks'>): readonly string[] {
  return blocks.flatMap((block) => {
    return block.kind === 'image' ? imageTexts(block.image) : textsOfBlock(block);
  });
}

/** Returns every text in an article, and the addresses of links that do not show them. */
export function allTexts(parsed: Article): readonly string[] {
  const { section, headline, dek, byline, dateline, keyPointsHeading, keyPoints, image } = parsed;
  const single = [section, headline, dek, byline, dateline, keyPointsHeading];
  return [
    ...single.filter((each) => each !== undefined),
    ...keyPoints.map(plainText),
    ...imageTexts(image),
    ...blockTexts(parsed),
    ...(parsed.contributors ?? []),
    ...[...keyPoints, ...parsed.blocks.flatMap(richTextsOf)].flatMap(hiddenAddresses),
    ...parsed.blocks.flatMap(numbersOf),
  ];
}

function hiddenAddresses(rich: RichText): readonly string[] {
  return rich.flatMap((inline) => {
    if (!('children' in inline)) return [];
    const isHidden = inline.kind === 'link' && !/:\/\/|@/.test(plainText(inline.children));
    return [...(isHidden ? [inline.url] : []), ...hiddenAddresses(inline.children)];
  });
}

/** Returns the numbers of an ordered list, which its items do not have in their texts. */
function numbersOf(block: Block): readonly string[] {
  if (block.kind !== 'list' || block.start === undefined) return [];
  const { start } = block;
  return block.items.map((_, index) => String(start + index));
}

/** Returns every text of a source that was parsed: those of the article, and those left out. */
export function takenAndLeft({ article: parsed, leftOut }: ParsedSource): readonly string[] {
  return [...allTexts(parsed), ...leftOut.map(({ text }) => text)];
}

function imageTexts(image: Article['image']): readonly string[] {
  return [image?.caption, image?.credit].filter((each) => each !== undefined);
}
