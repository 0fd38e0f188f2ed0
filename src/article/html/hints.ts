/** What the names in the markup of an element say of it. */
import type { MeasureOf } from './measures.ts';

const ATTRIBUTES = [
  ...['class', 'id', 'itemprop', 'rel', 'role', 'property'],
  ...['data-testid', 'data-component', 'data-gu-name', 'data-qa'],
];

/** Returns the names that an element has in its attributes, as words: " byline author name ". */
export function namesOf(element: Element): string {
  return wordsOf(ATTRIBUTES.map((name) => element.getAttribute(name) ?? '').join(' '));
}

/** Returns names such as "RelatedLinks-item" as words in lower case: " related links item ". */
export function wordsOf(names: string): string {
  const words = names
    .slice(0, 500)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
  return ` ${words.trim()} `;
}

/** Returns the names of an element, and of those around and inside it with the same text. */
export function namesAround(element: Element, measureOf: MeasureOf): string {
  const { text } = measureOf(element);
  const found = [namesOf(element)];
  for (let each = element.parentElement; each; each = each.parentElement) {
    if (measureOf(each).text > text + 3) break;
    found.push(namesOf(each));
  }
  for (let each = element.firstElementChild; each; each = each.firstElementChild) {
    if (measureOf(each).text < text - 3) break;
    found.push(namesOf(each));
  }
  return found.join('');
}

/** Matches one of some names, separated by commas. */
const names = (list: string) => new RegExp(` (?:${list.trim().split(/,\s*/).join('|')}) `);

export const BYLINE_NAMES = names(
  'byline, bylines, author, authors, writer, reporter, vcard, autor, autorin, auteur',
);
export const DEK_NAMES = names(
  `dek, deck, standfirst, subtitle, subheadline, subhead, subheading, sub title, sub headline,
   sub heading, strapline, summary, vorspann, chapo, chapeau, bajada, sottotitolo, description,
   tagline, excerpt, mso subtitle, alternative headline`,
);
export const SECTION_NAMES = names(
  `kicker, eyebrow, section, category, rubric, rubrik, overline, topic, channel, pretitle,
   article section, breadcrumb, breadcrumbs`,
);
export const DATE_NAMES = names(
  `date, time, timestamp, published, pubdate, updated, modified, posted, date published,
   date modified, datetime`,
);
export const CREDIT_NAMES = names(
  `credit, credits, source, copyright, photographer, attribution, agency, rights, byline,
   copyright holder, credit line, credit text, author`,
);
export const CAPTION_NAMES = names('caption, legend, mso caption');
export const KEY_POINT_NAMES = names(
  'key points, key point, keypoints, takeaways, highlights, key takeaways, tldr, at a glance',
);
export const PULL_QUOTE_NAMES = names('pullquote, pull quote, pulled quote, pull, doc pullquote');
