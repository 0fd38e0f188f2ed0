/** Where the articles are in a letter's HTML. */
import Handlebars from 'handlebars';
import type { Article } from '../article/article.ts';
import type { RichText } from '../article/rich-text.ts';
import type { Config } from '../config/schema.ts';
import type { Edition } from '../edition/edition.ts';
import type { Marks } from '../render/marks.ts';
import { richHtml } from '../render/rich-html.ts';
import { typeset, typesetRich } from '../render/typography.ts';

type TypeSettings = Pick<Config, 'typography' | 'locale'>;

/** A text as the templates write it into HTML: typeset, and escaped the way Handlebars escapes. */
function textAsHtml(text: string, { typography, locale }: TypeSettings): string {
  return Handlebars.escapeExpression(typography ? typeset(text, locale) : text);
}

/**
 * Matches a rich text in a letter's HTML, in which its tags may have got attributes. `marks` are the
 * story's.
 */
export function richPattern(rich: RichText, marks: Marks, settings: TypeSettings): RegExp {
  const { typography, locale } = settings;
  const html = richHtml(typography ? typesetRich(rich, locale) : rich, marks).toString();
  return new RegExp(
    html
      .split(/<[^>]*>/)
      .map(RegExp.escape)
      .join('<[^>]*>'),
    'g',
  );
}

export interface StoryStart {
  readonly article: Article;
  /** The byte offset of its headline in the HTML. */
  readonly start: number;
}

/**
 * Returns where each article begins in a letter's HTML, in order; an article that is not there is
 * left out.
 */
export function storyStarts(
  html: string,
  { lead, further }: Pick<Edition, 'lead' | 'further'>,
  settings: TypeSettings,
): readonly StoryStart[] {
  const body = Math.max(0, html.indexOf('<body'));
  return [lead, ...further].flatMap((article) => {
    const { index } = asElement(article.headline, settings).exec(html.slice(body)) ?? {};
    if (index === undefined) return [];
    return [{ article, start: Buffer.byteLength(html.slice(0, body + index + 1)) }];
  });
}

/** Matches a headline that is all the text of an element, with any kind of space between words. */
function asElement(headline: string, settings: TypeSettings): RegExp {
  const words = textAsHtml(headline, settings).trim().split(/\s+/).map(RegExp.escape);
  return new RegExp(`>${words.join('(?:\\s|&nbsp;)+')}<`);
}
