import { storyTexts, type Article } from '../article/article.ts';

const WORDS_PER_MINUTE = 230;

/** How many words the stories have; counted by the rules of the language (Unicode UAX #29). */
export function countWords(articles: readonly Article[], locale: string): number {
  const words = new Intl.Segmenter(locale, { granularity: 'word' });
  const count = (text: string) =>
    Array.from(words.segment(text)).filter(({ isWordLike }) => isWordLike).length;
  return articles.flatMap(storyTexts).reduce((sum, text) => sum + count(text), 0);
}

export function readingMinutes(wordCount: number): number {
  return Math.max(1, Math.round(wordCount / WORDS_PER_MINUTE));
}
