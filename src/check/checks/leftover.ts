import { storyTexts } from '../../article/article.ts';
import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';

const LEFTOVERS = [/\{\{[^}]*\}?\}?/, /\bundefined\b/, /\[object \w+\]?/, /slot[0-9a-f]{20}n\d+e/];

/** Nothing of a template, a program or a slot's token is left, but for words of the story itself. */
export const checkLeftover: Check = ({ edition, html, text, visibleHtml }) => {
  const story = [edition.subject, edition.preheader, ...storyTexts(edition.lead)].join('\n');
  const found = LEFTOVERS.flatMap((pattern) =>
    [html, text, visibleHtml].map((part) => pattern.exec(part)?.[0]),
  ).filter((match) => match !== undefined && !story.includes(match));
  return [...new Set(found)].map((match) =>
    problem('letter/leftover', { file: edition.lead.file }, `"${match ?? ''}"`),
  );
};
