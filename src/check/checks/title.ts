import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';
import { foldSpaces } from '../letter-text.ts';

/** There is one <title>, and it is the subject (email-html.md A5). */
export const checkTitle: Check = ({ document, edition, themeFolder }) => {
  const place = { file: themeFolder };
  const titles = Array.from(document.querySelectorAll('title'), (title) =>
    foldSpaces(title.textContent),
  );
  const [actual = ''] = titles;
  if (titles.length !== 1)
    return [problem('html/title', place, { actual: `${titles.length} titles`, expected: 1 })];
  const expected = foldSpaces(edition.subject);
  if (actual === expected) return [];
  return [problem('html/title', place, { actual: `"${actual}"`, expected: `"${expected}"` })];
};
