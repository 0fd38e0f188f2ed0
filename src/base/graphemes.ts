/** Made when it is first used: it takes longer to make than most commands take to start. */
let segmenter: Intl.Segmenter | undefined;

/** Splits a text into the characters that a reader sees. */
export function graphemes(text: string): string[] {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
