/** Compares texts as a reader would: without case, punctuation and spaces. */
export function normal(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Returns whether two texts have the same letters and digits, and some. */
export function isSameText(a: string, b: string): boolean {
  return normal(a) !== '' && normal(a) === normal(b);
}

const SHORTENED = /(?:…|\.\.\.)\s*$/u;

/** Returns whether a text is the start of another, as metadata shortens it. */
export function isStartOf(start: string, whole: string): boolean {
  const first = normal(start.replace(SHORTENED, ''));
  return first.length >= 20 && normal(whole).startsWith(first);
}

/** Counts the runs of letters and digits in a text. */
export function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}
