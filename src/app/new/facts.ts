import type { Article, Block } from '../../article/article.ts';
import type { LeftOut } from '../../article/reading.ts';
import { plainText } from '../../article/rich-text.ts';
import { articleTexts, blockTexts } from '../../article/story-texts.ts';
import { wordsIn } from '../../edition/words.ts';
import type { Draft } from './draft.ts';

/** What was read of a source, as plain data; what is absent is null. Scripts rely on it (issue 8). */
export interface StoryFacts {
  readonly section: string | null;
  readonly headline: string;
  readonly dek: string | null;
  readonly byline: string | null;
  readonly dateline: string | null;
  readonly keyPoints: readonly string[];
  readonly keyPointsHeading: string | null;
  readonly image: ImageFacts | null;
  /** The number of pictures in the story, besides the one above it. */
  readonly images: number;
  readonly blocks: readonly BlockFacts[];
  readonly contributors: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly subject: string;
  readonly preheader: string;
  /** The story's URL. */
  readonly source: string | null;
  readonly words: { readonly found: number; readonly taken: number };
}

export interface ImageFacts {
  readonly caption: string | null;
  readonly credit: string | null;
  readonly alt: string | null;
  readonly source: string | null;
}

export interface BlockFacts {
  readonly kind: 'paragraph' | 'heading' | 'quote' | 'list' | 'image' | 'table' | 'rule';
  readonly text: string;
}

/** Returns what a draft's source was understood as; words are counted by the rules of a language. */
export function storyFacts({ article, edition, leftOut }: Draft, locale: string): StoryFacts {
  const taken = wordsIn(articleTexts(article), locale);
  const texts = leftOut.map(({ text }) => text);
  return {
    ...articleFacts(article),
    leftOut,
    subject: edition.subject,
    preheader: edition.preheader,
    words: { found: taken + wordsIn(texts, locale), taken },
  };
}

/** What an article has, as plain data. */
export type ArticleFacts = Omit<StoryFacts, 'leftOut' | 'subject' | 'preheader' | 'words'>;

/** Returns the parts of an article; what is absent is null. */
export function articleFacts(article: Article): ArticleFacts {
  const { section, headline, dek, byline, authors, dateline, keyPoints, keyPointsHeading } =
    article;
  const { image, blocks, contributors = [], url } = article;
  return {
    section: section ?? null,
    headline,
    dek: dek ?? null,
    byline: byline ?? authors?.join(', ') ?? null,
    dateline: dateline ?? null,
    keyPoints: keyPoints.map(plainText),
    keyPointsHeading: keyPointsHeading ?? null,
    image: image ? imageFacts(image) : null,
    images: blocks.filter(({ kind }) => kind === 'image').length,
    blocks: blocks.map(blockFacts),
    contributors,
    source: url ?? null,
  };
}

function imageFacts(image: NonNullable<Draft['article']['image']>): ImageFacts {
  const { caption, credit, alt, source, file } = image;
  return {
    caption: caption ?? null,
    credit: credit ?? null,
    alt: alt ?? null,
    source: source ?? file ?? null,
  };
}

/** A footnote counts as the paragraph that it is. */
function blockFacts(block: Block): BlockFacts {
  const kind = block.kind === 'footnote' ? 'paragraph' : block.kind;
  if (block.kind !== 'image') return { kind, text: blockTexts(block).join('\n') };
  const { caption, credit } = block.image;
  return { kind, text: [caption, credit].filter((part) => part !== undefined).join(' ') };
}
