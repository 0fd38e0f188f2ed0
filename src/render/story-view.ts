import type { Article, ArticleImage, Block } from '../article/article.ts';
import { plainText } from '../article/rich-text.ts';
import { blockTexts } from '../article/story-texts.ts';
import { phrase, type Wording } from '../config/wording.ts';
import { displaySize } from '../pictures/measure.ts';
import { withoutWidow } from './typography.ts';

/** A story as a template sees it. Unknown fields are null. */
export interface StoryView {
  readonly section: string | null;
  readonly headline: string;
  readonly byline: string | null;
  readonly keyPoints: { readonly heading: string; readonly points: readonly string[] } | null;
  readonly image: ImageView | null;
  readonly dateline: string | null;
  readonly blocks: readonly BlockView[];
  readonly callToAction: LinkView | null;
}

export interface LinkView {
  readonly text: string;
  readonly url: string;
}

export interface ImageView {
  readonly source: string;
  /** Its displayed size in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  readonly caption: string | null;
  readonly credit: string | null;
}

/** Exactly one of the first five fields is set, so that a template can test {{#if paragraph}}. */
export interface BlockView {
  readonly paragraph: string | null;
  readonly heading: string | null;
  readonly quote: string | null;
  readonly items: readonly string[] | null;
  readonly image: ImageView | null;
  /** Whether it is the first paragraph, which starts with the dateline. */
  readonly first: boolean;
}

/** Makes the view of a story; `set` applies typography to a text, or returns it unchanged. */
export function storyView(
  article: Article,
  wording: Wording,
  home: string | undefined,
  set: (text: string) => string,
): StoryView {
  const { section, headline, byline, keyPoints, keyPointsHeading, dateline, blocks } = article;
  const firstParagraph = blocks.find((block) => block.kind === 'paragraph');
  const known = (text: string | undefined) => (text === undefined ? null : set(text));
  return {
    section: known(section),
    headline: withoutWidow(set(headline)),
    byline: known(byline),
    keyPoints:
      keyPoints.length > 0
        ? {
            heading: set(keyPointsHeading ?? wording.keyPoints),
            points: keyPoints.map((point) => set(plainText(point))),
          }
        : null,
    image: imageView(article.image, set),
    dateline: known(dateline),
    blocks: blocks.map((block) => blockView(block, block === firstParagraph, set)),
    callToAction: callToAction(article.url, wording, home),
  };
}

/** Makes a link to the full story, otherwise to the newsletter's home page; its text names the host. */
function callToAction(
  story: string | undefined,
  wording: Wording,
  home: string | undefined,
): LinkView | null {
  const url = story ?? home;
  if (url === undefined) return null;
  const host = new URL(url).hostname.replace(/^www\./, '');
  return {
    url,
    text: phrase(story === undefined ? wording.readMore : wording.readStory, { host }),
  };
}

/** Makes the view of a picture; a caption without a picture is left out. */
function imageView(
  image: ArticleImage | undefined,
  set: (text: string) => string,
): ImageView | null {
  if (image?.source === undefined) return null;
  const { source, alt = '', caption, credit } = image;
  const known = (text: string | undefined) => (text === undefined ? null : set(text));
  const { width, height } = displaySize(image);
  return { source, width, height, alt: set(alt), caption: known(caption), credit: known(credit) };
}

function blockView(block: Block, first: boolean, set: (text: string) => string): BlockView {
  return {
    paragraph: block.kind === 'paragraph' ? set(plainText(block.text)) : null,
    heading: block.kind === 'heading' ? set(plainText(block.text)) : null,
    quote: block.kind === 'quote' ? set(blockTexts(block).join(' ')) : null,
    items: block.kind === 'list' ? blockTexts(block).map(set) : null,
    image: block.kind === 'image' ? imageView(block.image, set) : null,
    first,
  };
}
