import type { Article } from '../../article/article.ts';
import type { Config } from '../../config/schema.ts';
import type { Edition } from '../../edition/edition.ts';
import { problem } from '../../base/problem.ts';
import { typeset } from '../../render/typography.ts';
import { htmlEscaped } from '../html-escaped.ts';
import type { Check } from '../inspection.ts';

/** Gmail clips a message whose HTML part is longer than about 102 KB (email-html.md B1). */
export const checkSize: Check = (inspection) => {
  const { html, config, edition } = inspection;
  const { htmlBytes, htmlWarningBytes } = config.check.budgets;
  const actual = Buffer.byteLength(html);
  if (actual < htmlWarningBytes) return [];
  const over = actual >= htmlBytes;
  const limit = over ? htmlBytes : htmlWarningBytes;
  const story =
    storyStarts(html, edition, config).findLast(({ start }) => start < limit)?.article ??
    edition.lead;
  const where = `${over ? 'clipped' : 'nearest'} in "${story.headline.slice(0, 60)}"`;
  const finding = { detail: where, actual: `${actual} bytes of HTML`, expected: `below ${limit}` };
  return [problem(over ? 'letter/size' : 'letter/size-near', { file: story.file }, finding)];
};

export interface StoryStart {
  readonly article: Article;
  /** The byte of the HTML at which its headline begins. */
  readonly start: number;
}

/** Where each story begins in a letter's HTML, in order; what is not in it is left out. */
export function storyStarts(
  html: string,
  { lead, further }: Pick<Edition, 'lead' | 'further'>,
  config: Pick<Config, 'typography' | 'locale'>,
): readonly StoryStart[] {
  const body = Math.max(0, html.indexOf('<body'));
  return [lead, ...further].flatMap((article) => {
    const { index } = asElement(article.headline, config).exec(html.slice(body)) ?? {};
    if (index === undefined) return [];
    return [{ article, start: Buffer.byteLength(html.slice(0, body + index + 1)) }];
  });
}

/** A headline as the letter has it between two tags, whatever spaces it is set with. */
function asElement(
  headline: string,
  { typography, locale }: Pick<Config, 'typography' | 'locale'>,
) {
  const set = typography ? typeset(headline, locale) : headline;
  const words = htmlEscaped(set).trim().split(/\s+/).map(RegExp.escape);
  return new RegExp(`>${words.join('(?:\\s|&nbsp;)+')}<`);
}
