/**
 * What a template sees: plain data, every field present, `null` where there is nothing, because
 * the templates are strict. docs/templates.md describes it.
 */
import type { Article, ArticleImage, Block } from '../article/article.ts';
import type { Config } from '../config/schema.ts';
import type { Edition } from '../edition/edition.ts';
import { visibleLength } from '../edition/shorten.ts';
import { colorsOf, type Colors } from './colors.ts';
import { WORDING } from './wording.ts';

export interface View {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** The side a line of text begins on, and the arrow that points onwards. */
  readonly start: 'left' | 'right';
  readonly arrow: string;
  readonly colors: Colors;
  readonly subject: string;
  readonly preheader: string;
  /** Invisible characters that keep the inbox from reading on into the letter. */
  readonly preheaderFiller: string;
  readonly paper: { readonly name: string; readonly home: string | null };
  readonly date: string;
  readonly readingTime: string;
  readonly lead: StoryView;
  readonly reason: string | null;
  readonly copyFor: string;
  readonly reader: string;
  readonly links: readonly LinkView[];
  readonly unsubscribe: string;
  readonly postalAddress: string;
}

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
  readonly alt: string;
  readonly caption: string | null;
  readonly credit: string | null;
}

/** One of the first five is set, so that a template can say {{#if paragraph}}. */
export interface BlockView {
  readonly paragraph: string | null;
  readonly heading: string | null;
  readonly quote: string | null;
  readonly items: readonly string[] | null;
  readonly image: ImageView | null;
  /** The first paragraph, where the dateline goes. */
  readonly first: boolean;
}

const PREHEADER_ROOM = 200;

export function viewOf(edition: Edition, config: Config): View {
  const locale = new Intl.Locale(config.locale);
  const rtl = locale.getTextInfo().direction === 'rtl';
  const { preheader } = edition;
  return {
    lang: locale.toString(),
    dir: rtl ? 'rtl' : 'ltr',
    start: rtl ? 'right' : 'left',
    arrow: rtl ? '←' : '→',
    colors: colorsOf(config),
    subject: edition.subject,
    preheader,
    preheaderFiller: '\u034f\u200c\u00a0'.repeat(
      Math.max(0, Math.ceil((PREHEADER_ROOM - visibleLength(preheader)) / 2)),
    ),
    paper: { name: config.name, home: config.links.home ?? null },
    date: longDate(edition.date, config.locale),
    readingTime: readingTime(edition, config.locale),
    lead: storyView(edition.lead, config.links.home),
    reason: config.reason ?? null,
    copyFor: WORDING.copyFor,
    reader: WORDING.reader,
    links: config.links.preferences
      ? [{ text: WORDING.preferences, url: config.links.preferences }]
      : [],
    unsubscribe: WORDING.unsubscribe,
    postalAddress: config.postalAddress,
  };
}

export function longDate(date: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' });
  return format.format(new Date(`${date}T12:00:00Z`));
}

function readingTime({ readingMinutes, wordCount }: Edition, locale: string): string {
  const words = wordCount.toLocaleString(locale);
  return `${WORDING.minutes(readingMinutes)} · ${WORDING.words(words)}`;
}

function storyView(article: Article, home: string | undefined): StoryView {
  const { section, headline, byline, keyPoints, keyPointsHeading, dateline, blocks } = article;
  const firstParagraph = blocks.find((block) => block.kind === 'paragraph');
  return {
    section: section ?? null,
    headline,
    byline: byline ?? null,
    keyPoints:
      keyPoints.length > 0
        ? { heading: keyPointsHeading ?? WORDING.keyPoints, points: keyPoints }
        : null,
    image: imageView(article.image),
    dateline: dateline ?? null,
    blocks: blocks.map((block) => blockView(block, block === firstParagraph)),
    callToAction: callToAction(article.url, home),
  };
}

/** A link that says where it leads: to the story, otherwise to the paper. */
function callToAction(story: string | undefined, home: string | undefined): LinkView | null {
  const url = story ?? home;
  if (url === undefined) return null;
  const host = new URL(url).hostname.replace(/^www\./, '');
  return { url, text: story === undefined ? WORDING.readMore(host) : WORDING.readStory(host) };
}

/** A picture only where there is one: a caption without it is held back. */
function imageView(image: ArticleImage | undefined): ImageView | null {
  if (image?.source === undefined) return null;
  const { source, alt = '', caption = null, credit = null } = image;
  return { source, alt, caption, credit };
}

function blockView(block: Block, first: boolean): BlockView {
  return {
    paragraph: block.kind === 'paragraph' ? block.text : null,
    heading: block.kind === 'heading' ? block.text : null,
    quote: block.kind === 'quote' ? block.text : null,
    items: block.kind === 'list' ? block.items : null,
    image: block.kind === 'image' ? imageView(block.image) : null,
    first,
  };
}
