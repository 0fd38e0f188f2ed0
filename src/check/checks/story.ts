import type { Article } from '../../article/article.ts';
import { storyTexts } from '../../article/story-texts.ts';
import { problem } from '../../base/problem.ts';
import { typeset } from '../../render/typography.ts';
import type { Check, ParsedLetter } from '../parsed-letter.ts';
import { foldSpaces } from '../letter-text.ts';

/** Both parts contain every headline, key point and block of the articles. */
export const checkStory: Check = (letter) => {
  const { edition } = letter;
  return [edition.lead, ...edition.further].flatMap((article) => missingFrom(article, letter));
};

function missingFrom(article: Article, { config, visibleHtml, visibleText }: ParsedLetter) {
  const inHtml = (text: string) =>
    visibleHtml.includes(foldSpaces(config.typography ? typeset(text, config.locale) : text));
  // In the text part the lines of a quotation begin with ">".
  const plain = visibleText.replaceAll(' > ', ' ');
  const inText = (text: string) => plain.includes(foldSpaces(text).replaceAll(' > ', ' '));
  return storyTexts(article)
    .flatMap((text) => [
      ...(inHtml(text) ? [] : [`the HTML lacks "${text.slice(0, 60)}"`]),
      ...(inText(text) ? [] : [`the text lacks "${text.slice(0, 60)}"`]),
    ])
    .map((detail) => problem('letter/story-lost', { file: article.file }, detail));
}
