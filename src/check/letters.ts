/** The letters and digits of a text: the same whatever marks and spaces are printed with them. */
export function letters(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}
