/** A story that the tests of its parts share. */
import type { Article } from '../../../src/article/article.ts';
import type { ParsedSource } from '../../../src/article/parse.ts';
import { parse, value } from '../read.ts';

export const HEAD = 'House panel advances harbor bill after two days of debate over cost';
export const FIRST =
  'The House transport committee voted 31 to 22 on Wednesday to send a bill on harbor dredging to the floor, after two days of debate over who should pay for it.';
export const SECOND =
  'The measure would give coastal states eight years to deepen 14 ports, and would let them borrow from a federal fund at a fixed rate until the work is done.';
export const POINTS = [
  'The House transport committee sent a bill on harbor dredging to the floor on Wednesday.',
  'Coastal states would get eight years to deepen 14 ports.',
  'Opponents say that the fund behind it would run dry by 2027.',
];

export function source(...parts: readonly string[]): ParsedSource {
  return value(parse(parts.join('\n\n')));
}

export function read(...parts: readonly string[]): Article {
  return source(...parts).article;
}

/** Returns the kinds of the blocks of an article, in order. */
export function kindsOf({ blocks }: Article): readonly string[] {
  return blocks.map(({ kind }) => kind);
}
