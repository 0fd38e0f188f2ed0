/**
 * Breaks a text into lines of at most `width` characters, at spaces only: a no-break space holds,
 * and a word longer than a line (a URL) stays whole. `indent` stands before each line but the
 * first, which gets `first`.
 */
export function wrap(text: string, width: number, first = '', indent = ''): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/[ \t\n]+/).filter((each) => each !== '')) {
    if (!empty && length(line) + 1 + length(word) > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line += (empty ? '' : ' ') + word;
    }
    empty = false;
  }
  return [...lines, line].join('\n');
}

function length(text: string): number {
  return Array.from(text).length;
}
