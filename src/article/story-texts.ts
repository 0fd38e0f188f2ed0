import type { Article, ArticleImage, Block, List } from './article.ts';
import { plainText, type RichText } from './rich-text.ts';

/** Returns every text of a story in reading order: the text that a letter must not lose. */
export function storyTexts(article: Article): readonly string[] {
  const { headline, dek, keyPoints, blocks, contributors = [] } = article;
  return [
    headline,
    ...(dek === undefined ? [] : [dek]),
    ...keyPoints.map(plainText),
    ...blocks.flatMap((block) => blockTexts(block)),
    ...contributors,
  ];
}

/** Returns every text of an article, also those that a letter may leave out, such as a credit. */
export function articleTexts(article: Article): readonly string[] {
  const { section, byline, authors = [], dateline, keyPointsHeading } = article;
  return [
    ...storyTexts(article),
    ...[section, byline, dateline, keyPointsHeading],
    ...(byline === undefined ? authors : []),
    ...imagesOf(article).flatMap(({ alt, caption, credit }) => [alt, caption, credit]),
  ].filter((text) => text !== undefined);
}

/** Returns the pictures of an article: the one above the story, then those in it. */
export function imagesOf({ image, blocks }: Article): readonly ArticleImage[] {
  const inStory = blocks.flatMap((block) => (block.kind === 'image' ? block.image : []));
  return image ? [image, ...inStory] : inStory;
}

/** Returns the texts of a block without markup, in reading order; none for a picture or a rule. */
export function blockTexts(block: Block): readonly string[] {
  const texts = richTextsOf(block).map(plainText);
  return block.kind === 'quote' && block.attribution !== undefined
    ? [...texts, block.attribution]
    : texts;
}

/** Returns the rich texts of a block, in reading order. */
export function richTextsOf(block: Block): readonly RichText[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
    case 'footnote':
      return [block.text];
    case 'quote':
      return block.paragraphs;
    case 'list':
      return listTexts(block);
    case 'table':
      return [...(block.header ?? []), ...block.rows.flat()];
    case 'image':
    case 'rule':
      return [];
  }
}

function listTexts({ items }: List): readonly RichText[] {
  return items.flatMap(({ text, list }) => [text, ...(list ? listTexts(list) : [])]);
}
