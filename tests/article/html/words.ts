import { decodeHTML } from 'entities';
import type { Reading } from '../../../src/article/reading.ts';
import type { RichText } from '../../../src/article/rich-text.ts';
import { blockTexts, richTextsOf } from '../../../src/article/story-texts.ts';
import { plainText } from '../../../src/article/rich-text.ts';

const INLINE =
  /<\/?(?:a|abbr|b|bdi|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|tt|u|var|o:p)(?:\s[^<>]*)?>/gi;
const UNSEEN = /<(script|style|template|title|head)\b[^]*?<\/\1>|<!--[^]*?-->|<!\[[^>]*>/gi;

/** The words that a page shows, found without a parser. */
export function wordsOfHtml(html: string): readonly string[] {
  const text = html
    .replace(UNSEEN, ' ')
    .replace(INLINE, '')
    .replace(/<[^<>]*>/g, ' ');
  return words(decodeHTML(text));
}

/** The words of an article and of all that was left out. */
export function wordsOfReading({ article, leftOut }: Reading): readonly string[] {
  const { section, headline, dek, keyPointsHeading, keyPoints, byline, dateline } = article;
  const images = [
    article.image,
    ...article.blocks.map((block) => (block.kind === 'image' ? block.image : undefined)),
  ];
  const labels = article.blocks.flatMap((block) => richTextsOf(block).flatMap(labelsOf));
  const texts = [
    ...[section, headline, dek, keyPointsHeading, byline, dateline],
    ...images.flatMap((image) => [image?.caption, image?.credit]),
    ...keyPoints.map(plainText),
    ...keyPoints.flatMap(labelsOf),
    ...article.blocks.flatMap(blockTexts),
    ...labels,
    ...(article.contributors ?? []),
    ...leftOut.map(({ text }) => text),
  ];
  return words(texts.filter((text) => text !== undefined).join(' \n '));
}

function labelsOf(rich: RichText): readonly string[] {
  return rich.flatMap((inline) => {
    if (inline.kind === 'footnote') return [inline.label];
    return 'children' in inline ? labelsOf(inline.children) : [];
  });
}

function words(text: string): readonly string[] {
  return (
    text
      .replaceAll('\u00ad', '')
      .normalize('NFKC')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).sort();
}
