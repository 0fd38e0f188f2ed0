/** Counts the words of some texts by the rules of a language (Unicode UAX #29). */
export function wordsIn(texts: readonly string[], locale: string): number {
  const words = new Intl.Segmenter(locale, { granularity: 'word' });
  const count = (text: string) =>
    Array.from(words.segment(text)).filter(({ isWordLike }) => isWordLike).length;
  return texts.reduce((sum, text) => sum + count(text), 0);
}
