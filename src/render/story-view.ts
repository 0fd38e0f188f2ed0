import type { Article } from '../article/article.ts';
import type { RichText } from '../article/rich-text.ts';
import { phrase, type Wording } from '../config/wording.ts';
import { blockViews, imageView, type BlockView, type ImageView } from './block-view.ts';
import { bylineOf, type Calendar } from './byline.ts';
import { marksOf, type Marks } from './marks.ts';
import type { Setting } from './setting.ts';
import { withoutWidow } from './typography.ts';

/** A story as a template sees it. Unknown fields are null. */
export interface StoryView<Rich> {
  readonly section: string | null;
  readonly headline: string;
  /** The line under the headline that sums up the story. */
  readonly dek: string | null;
  /** Who wrote it, and when it was published and updated. */
  readonly byline: string | null;
  readonly keyPoints: { readonly heading: string; readonly points: readonly Rich[] } | null;
  readonly image: ImageView | null;
  readonly dateline: string | null;
  readonly blocks: readonly BlockView<Rich>[];
  /** The footnotes in the order of their numbers, from 1. */
  readonly footnotes: { readonly heading: string; readonly notes: readonly Rich[] } | null;
  /** Who else worked on it. */
  readonly contributors: readonly string[] | null;
  /** The links in its texts by their numbers in the text part; null without any. */
  readonly links: readonly { readonly number: number; readonly url: string }[] | null;
  readonly callToAction: LinkView | null;
}

export interface LinkView {
  readonly text: string;
  readonly url: string;
}

/** What the views of all stories of an edition have in common. */
export interface StorySetting<Rich> {
  readonly wording: Wording;
  readonly calendar: Calendar;
  readonly text: (text: string) => string;
  readonly rich: (rich: RichText, marks: Marks) => Rich;
  readonly end: Setting<Rich>['end'];
}

/** Makes the view of a story; `home` is linked to if the story has no URL. */
export function storyView<Rich>(
  article: Article,
  home: string | undefined,
  { wording, calendar, ...setting }: StorySetting<Rich>,
): StoryView<Rich> {
  const { section, headline, dek, keyPoints, keyPointsHeading, dateline, contributors } = article;
  const marks = marksOf(article);
  const set = { ...setting, rich: (rich: RichText) => setting.rich(rich, marks) };
  const known = (text: string | undefined) => (text === undefined ? null : set.text(text));
  return {
    section: known(section),
    headline: withoutWidow(set.text(headline)),
    dek: known(dek),
    byline: known(bylineOf(article, wording, calendar)),
    keyPoints: unlessEmpty(keyPoints.map(set.rich), (points) => ({
      heading: set.text(keyPointsHeading ?? wording.keyPoints),
      points,
    })),
    image: imageView(article.image, set.text),
    dateline: known(dateline),
    blocks: blockViews(article.blocks, set),
    footnotes: unlessEmpty(
      marks.footnotes.map(({ text }) => set.rich(text)),
      (notes) => ({ heading: wording.notes, notes }),
    ),
    contributors: unlessEmpty((contributors ?? []).map(set.text), (lines) => lines),
    links: unlessEmpty(
      Array.from(marks.ofLink, ([url, number]) => ({ url, number })),
      (links) => links,
    ),
    callToAction: callToAction(article.url, wording, home),
  };
}

function unlessEmpty<Item, View>(
  items: readonly Item[],
  view: (items: readonly Item[]) => View,
): View | null {
  return items.length === 0 ? null : view(items);
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
