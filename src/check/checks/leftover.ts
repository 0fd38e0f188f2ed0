import type { Article } from '../../article/article.ts';
import { linksOf } from '../../article/rich-text.ts';
import { richTextsOf, storyTexts } from '../../article/story-texts.ts';
import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';

const LEFTOVERS = [
  // As far as the name only: a story may open braces in one paragraph and close them in another.
  /\{\{[{#/>!&~^]?[ \t]*[\w.@-]*(?:[ \t]*\}{2,3})?/g,
  /\bundefined\b/g,
  /\[object \w+\]?/g,
  /slot[0-9a-f]{20}n\d+e/g,
];

/** No template code, program value or slot token is left, except words of the article itself. */
export const checkLeftover: Check = ({ edition, html, text, visibleHtml }) => {
  const articles = [edition.lead, ...edition.further];
  const own = [edition.subject, edition.preheader, ...articles.flatMap(textsAndLinks)].join('\n');
  const found = LEFTOVERS.flatMap((pattern) =>
    [html, text, visibleHtml].flatMap((part) => part.match(pattern) ?? []),
  ).filter((match) => !own.includes(match));
  return [...new Set(found)].map((match) =>
    problem('letter/leftover', { file: edition.lead.file }, `"${match}"`),
  );
};

/** The text part has the URLs of links as text. */
function textsAndLinks(article: Article): readonly string[] {
  const texts = [...article.keyPoints, ...article.blocks.flatMap(richTextsOf)];
  return [...storyTexts(article), ...texts.flatMap(linksOf)];
}
