import { storyTexts } from '../../article/article.ts';
import { problem } from '../../problem.ts';
import { foldSpaces } from '../visible-text.ts';
import type { Check } from '../inspection.ts';

/** Every headline, key point and block of the story stands in both parts. */
export const checkStory: Check = ({ edition, visibleHtml, visibleText }) => {
  const { file } = edition.lead;
  // A quotation's lines begin with a mark in the text part.
  const plain = visibleText.replaceAll(' > ', ' ');
  return storyTexts(edition.lead)
    .map(foldSpaces)
    .flatMap((text) => {
      const lost = [
        visibleHtml.includes(text) ? '' : 'the HTML',
        plain.includes(text.replaceAll(' > ', ' ')) ? '' : 'the text',
      ];
      return lost.filter(Boolean).map((part) => `${part} lacks "${text.slice(0, 60)}"`);
    })
    .map((detail) => problem('letter/story-lost', { file }, detail));
};
