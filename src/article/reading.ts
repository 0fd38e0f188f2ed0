import type { Article } from './article.ts';

/**
 * What was read of a source, and what was not taken from it. Each word of the source is in the
 * article or in `leftOut`, as often as in the source.
 */
export interface Reading {
  readonly article: Omit<Article, 'file' | 'headline'> & { readonly headline?: string };
  readonly leftOut: readonly LeftOut[];
}

/** A line of a source that the article does not contain, and why. */
export interface LeftOut {
  /** Of the file, counted from 1; in HTML, which has no lines, the number of the text block. */
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}
