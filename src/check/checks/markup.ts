import type { Article } from '../../article/article.ts';
import { inlinesOf } from '../../article/rich-text.ts';
import { articleTexts, richTextsOf } from '../../article/story-texts.ts';
import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';
import { firstFew, placeInArticles } from '../reporting.ts';

/** Markup that the letter would show as text, by name. */
const MARKUP: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['an HTML entity', /&(?:[a-z][a-z\d]{1,30}|#\d{1,7}|#x[\da-f]{1,6});/i],
  [
    'an HTML tag',
    /<\/?(?:a|abbr|b|blockquote|br|code|div|em|figure|h[1-6]|hr|i|img|li|ol|p|pre|s|script|small|span|strong|style|sub|sup|table|t[dhr]|u|ul)(?:\s[^<>]*)?\/?>/i,
  ],
  ['a Markdown link', /!?\[[^\]\n]{1,200}\]\([^\s()]{1,2000}\)/],
  [
    'Markdown bold or italics',
    /(?<![\p{L}\p{N}*_])(\*\*|__)(?=\S)[^*_\n]{1,500}?\S?\1(?![\p{L}\p{N}*_])/u,
  ],
  ['a Markdown heading', /^#{1,6}\s+\S/],
  ['a Markdown table', /^\|.*\|\s*$|\|\s*:?-{3,}:?\s*\|/m],
  ['a Markdown code mark', /^```|(?<!`)`[^`\n]{1,200}`(?!`)/],
  [
    'a quoted-printable remnant',
    /=(?:20(?=\s|$)|3D|E2=80=[\dA-F]{2}|C[23]=[89AB][\dA-F])(?![\dA-F])|\p{L}= \p{L}/u,
  ],
];

/** No text has markup of another format, which a letter would show as text. */
export const checkMarkup: Check = ({ edition }) => {
  const stories = [edition.lead, ...edition.further];
  const articles = stories.flatMap(articleTexts);
  const code = stories.flatMap(codeOf);
  // A preheader made from the article repeats its beginning.
  const own = [edition.subject, edition.preheader].filter(
    (text) => !articles.some((each) => each.startsWith(text.replace(/…$/, ''))),
  );
  const texts = new Set([...own, ...articles]);
  const found = Array.from(texts).flatMap((text) => {
    // A URL and code may contain any of them.
    const words = code
      .reduce((rest, each) => rest.replaceAll(each, ''), text)
      .replace(/(?<!\]\()\bhttps?:\/\/\S*/gi, '');
    const [name, match] = firstOf(words) ?? [];
    if (name === undefined || match === undefined) return [];
    const place = placeInArticles(edition, (each) => each === text) ?? { file: edition.lead.file };
    return [problem('letter/markup', place, `${name}, "${shortened(match)}"`)];
  });
  return firstFew(found);
};

/** What an article sets as code. */
function codeOf({ keyPoints, blocks }: Article): readonly string[] {
  return [...keyPoints, ...blocks.flatMap(richTextsOf)]
    .flatMap(inlinesOf)
    .flatMap((inline) => (inline.kind === 'code' && inline.text !== '' ? [inline.text] : []));
}

function firstOf(text: string): readonly [string, string] | undefined {
  for (const [name, pattern] of MARKUP) {
    const match = pattern.exec(text)?.[0];
    if (match !== undefined) return [name, match];
  }
  return undefined;
}

function shortened(match: string): string {
  const line = match.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
