import { storyTexts, type Article } from '../article/article.ts';
import { shorten, visibleLength } from './shorten.ts';

export const PREHEADER_MIN = 40;
export const PREHEADER_MAX = 130;

/**
 * The line an inbox shows beside the subject: as many key points as fit whole, otherwise the first
 * one cut after a whole word. Without key points, the story's first words.
 */
export function preheaderOf(article: Article): string {
  const sentences = article.keyPoints.length > 0 ? article.keyPoints : storyTexts(article).slice(1);
  let line = '';
  for (const sentence of sentences) {
    const longer = line === '' ? sentence : `${line} ${sentence}`;
    if (line !== '' && visibleLength(longer) > PREHEADER_MAX) break;
    line = longer;
  }
  return shorten(line, PREHEADER_MAX);
}
