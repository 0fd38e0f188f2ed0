const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** How many characters a reader sees. */
export function visibleLength(text: string): number {
  return Array.from(GRAPHEMES.segment(text)).length;
}

/** The text, cut to at most `max` visible characters: after a whole word, with an ellipsis. */
export function shorten(text: string, max: number): string {
  const characters = Array.from(GRAPHEMES.segment(text), ({ segment }) => segment);
  if (characters.length <= max) return text;
  const start = characters.slice(0, max).join('');
  const lastSpace = start.search(/\s\S*$/u);
  const whole = lastSpace > 0 ? start.slice(0, lastSpace) : characters.slice(0, max - 1).join('');
  return `${whole.replace(/[\s\p{P}]+$/u, '')}…`;
}
