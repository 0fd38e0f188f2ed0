import type { Article } from '../../article/article.ts';
import { plainText, richText, type RichText } from '../../article/rich-text.ts';
import { richTextsOf } from '../../article/story-texts.ts';
import { problem } from '../../base/problem.ts';
import { typesetRich } from '../../render/typography.ts';
import type { Check } from '../parsed-letter.ts';
import { foldSpaces, visibleText } from '../letter-text.ts';

/** Both parts contain every headline, key point and block of the articles. */
export const checkStory: Check = ({ edition, config, html, visibleText: text }) => {
  const inHtml = visibleText(html.replace(PREHEADER, '').replace(FOOTNOTE_NUMBER, ''));
  const inText = comparable(text);
  return [edition.lead, ...edition.further].flatMap((article) => {
    const lost = richTexts(article).flatMap((rich) => {
      const words = foldSpaces(plainText(rich));
      const set = config.typography
        ? foldSpaces(plainText(typesetRich(rich, config.locale)))
        : words;
      return [
        ...(inHtml.includes(set) ? [] : [`the HTML lacks "${words.slice(0, 60)}"`]),
        ...(inText.includes(comparable(words)) ? [] : [`the text lacks "${words.slice(0, 60)}"`]),
      ];
    });
    return lost.map((detail) => problem('letter/story-lost', { file: article.file }, detail));
  });
};

/** It repeats the beginning of a story, which the letter must show all the same. */
const PREHEADER = /<(div|span)\b[^>]*\bdisplay:\s*none\b[^>]*>[^<]*<\/\1>/g;
const FOOTNOTE_NUMBER = /<sup\b[^>]*>\d+<\/sup>/g;

/** In the text part the lines of a quotation begin with ">", and numbers of notes stand in between. */
function comparable(text: string): string {
  return text.replace(/\[\d+\]|[\s>]/gu, '');
}

/** Every text of a story that a letter must not lose. */
function richTexts({ headline, dek, keyPoints, blocks, contributors = [] }: Article) {
  return [
    richText(headline),
    richText(dek ?? ''),
    ...keyPoints,
    ...blocks.flatMap((block): readonly RichText[] => [
      ...richTextsOf(block),
      ...(block.kind === 'quote' ? [richText(block.attribution ?? '')] : []),
    ]),
    ...contributors.map(richText),
  ];
}
