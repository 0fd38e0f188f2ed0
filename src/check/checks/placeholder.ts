import { problem } from '../../base/problem.ts';
import { firstFew, placeInArticles } from '../reporting.ts';
import type { Check } from '../parsed-letter.ts';

/** In capitals if the word means something in lower case: "todo" is Spanish for "everything". */
const PLACEHOLDERS = [
  /(?<![\p{L}\p{N}_])(?:TODO|TBD|FIXME|XXX)(?![\p{L}\p{N}_])/gu,
  /(?<![\p{L}\p{N}_])(?:lorem\s+ipsum|click\s+here\s+to\s+edit)(?![\p{L}\p{N}_])/giu,
];

/** There is no placeholder text in the parts, the subject or an image's alt text. */
export const checkPlaceholder: Check = ({ edition, document, visibleHtml, text, themeFolder }) => {
  const alts = Array.from(document.querySelectorAll('img'), (image) => image.getAttribute('alt'));
  const all = [edition.subject, visibleHtml, text, ...alts].map((each) => each ?? '').join('\n');
  // checkLinks covers URLs.
  const words = all.replace(/\b(?:https?:\/\/|mailto:)\S*/gi, '');
  const found = PLACEHOLDERS.flatMap((pattern) =>
    Array.from(words.matchAll(pattern), ([match]) => match.replace(/\s+/g, ' ')),
  );
  return firstFew(
    [...new Set(found)].map((match) => {
      const place = placeInArticles(edition, (said) => isWordOf(match, said));
      return problem('letter/placeholder', place ?? { file: themeFolder }, `"${match}"`);
    }),
  );
};

function isWordOf(word: string, text: string): boolean {
  const found = PLACEHOLDERS.flatMap((pattern) => Array.from(text.matchAll(pattern)));
  return found.some(([match]) => match.replace(/\s+/g, ' ') === word);
}
