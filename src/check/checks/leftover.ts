import { storyTexts } from '../../article/story-texts.ts';
import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';

const LEFTOVERS = [/\{\{[^}]*\}?\}?/, /\bundefined\b/, /\[object \w+\]?/, /slot[0-9a-f]{20}n\d+e/];

/** No template code, program value or slot token is left, except words of the article itself. */
export const checkLeftover: Check = ({ edition, html, text, visibleHtml }) => {
  const article = [edition.subject, edition.preheader, ...storyTexts(edition.lead)].join('\n');
  const found = LEFTOVERS.flatMap((pattern) =>
    [html, text, visibleHtml].map((part) => pattern.exec(part)?.[0]),
  ).filter((match) => match !== undefined && !article.includes(match));
  return [...new Set(found)].map((match) =>
    problem('letter/leftover', { file: edition.lead.file }, `"${match ?? ''}"`),
  );
};
