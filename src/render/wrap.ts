/** The width of the text part in characters. */
export const WIDTH = 78;

/**
 * Wraps a text to lines of at most `width` characters. It breaks at spaces only: never at a no-break
 * space or inside a longer word, such as a URL. A "\n" in the text begins a new line. The first line
 * starts with `first`, the others with `indent`.
 */
export function wrap(text: string, width: number, first = '', indent = ''): string {
  const lines = text.split('\n');
  return lines
    .map((line, index) => wrapLine(line, width, index === 0 ? first : indent, indent))
    .join('\n');
}

function wrapLine(text: string, width: number, first: string, indent: string): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/[ \t]+/).filter((each) => each !== '')) {
    if (!empty && columnsOf(line) + 1 + columnsOf(word) > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line += (empty ? '' : ' ') + word;
    }
    empty = false;
  }
  return [...lines, empty ? line.trimEnd() : line].join('\n');
}

const NO_WIDTH = /[\p{M}\p{Cf}]/gu;
const WIDE =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff00-\uff60\p{Emoji_Presentation}]/gu;

/** Returns how many columns of a terminal a text takes: a Chinese character takes two. */
export function columnsOf(text: string): number {
  const seen = Array.from(text.replace(NO_WIDTH, '')).length;
  return seen + (text.match(WIDE)?.length ?? 0);
}

/** Returns a text with a line of a character below it. */
export function underlined(text: string, rule: string): string {
  const set = wrap(text, WIDTH);
  const widest = Math.max(...set.split('\n').map(columnsOf));
  return `${set}\n${rule.repeat(Math.min(widest, WIDTH))}`;
}
