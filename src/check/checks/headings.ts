import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';
import { elementTag, firstFew } from '../reporting.ts';
import { lettersAndDigits } from '../letter-text.ts';

/** There is one h1, no level is skipped, and each further article has an h2 (email-html.md A4). */
export const checkHeadings: Check = ({ document, edition, themeFolder }) => {
  const place = { file: themeFolder };
  const headings = Array.from(document.querySelectorAll('h1, h2, h3, h4, h5, h6'));
  const ofLevel = (wanted: number) => headings.filter((heading) => level(heading) === wanted);

  const count = ofLevel(1).length;
  const top =
    count === 1 ? [] : [problem('html/headings', place, { actual: `${count} h1`, expected: 1 })];
  const skipped = headings.flatMap((heading, index) => {
    const above = headings[index - 1];
    if (level(heading) <= (above ? level(above) : 0) + 1) return [];
    const detail = `h${level(heading)} ${above ? `after h${level(above)}` : 'before the h1'}`;
    return [problem('html/headings', place, { detail, element: elementTag(heading) })];
  });
  const stories = new Set(ofLevel(2).map(({ textContent }) => lettersAndDigits(textContent)));
  const missing = edition.further
    .filter(({ headline }) => !stories.has(lettersAndDigits(headline)))
    .map(({ headline }) =>
      problem('html/headings', place, `no h2 for the story "${headline.slice(0, 60)}"`),
    );
  return firstFew([...top, ...skipped, ...missing]);
};

function level({ tagName }: Element): number {
  return Number(tagName.slice(1));
}
