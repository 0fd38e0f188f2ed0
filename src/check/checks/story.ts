import { storyTexts, type Article } from '../../article/article.ts';
import { problem } from '../../base/problem.ts';
import { typeset } from '../../render/typography.ts';
import type { Check, Inspection } from '../inspection.ts';
import { foldSpaces } from '../visible-text.ts';

/** Every headline, key point and block of the stories stands in both parts. */
export const checkStory: Check = (inspection) => {
  const { edition } = inspection;
  return [edition.lead, ...edition.further].flatMap((article) => lostFrom(article, inspection));
};

function lostFrom(article: Article, { config, visibleHtml, visibleText }: Inspection) {
  const inHtml = (text: string) =>
    visibleHtml.includes(foldSpaces(config.typography ? typeset(text, config.locale) : text));
  // A quotation's lines begin with a mark in the text part.
  const plain = visibleText.replaceAll(' > ', ' ');
  const inText = (text: string) => plain.includes(foldSpaces(text).replaceAll(' > ', ' '));
  return storyTexts(article)
    .flatMap((text) => [
      ...(inHtml(text) ? [] : [`the HTML lacks "${text.slice(0, 60)}"`]),
      ...(inText(text) ? [] : [`the text lacks "${text.slice(0, 60)}"`]),
    ])
    .map((detail) => problem('letter/story-lost', { file: article.file }, detail));
}
