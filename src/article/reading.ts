import type { Problem } from '../base/problem.ts';
import type { Article, ArticleImage } from './article.ts';

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

/** What was read of a page or a Word file. */
export interface DocumentReading extends Reading {
  /** The pictures of the article, each once, in reading order. */
  readonly pictures: readonly FoundPicture[];
  /** The URL that the page itself names as its address. */
  readonly canonical?: string;
  /** What a person should look at, such as a paywall or tracked changes. */
  readonly warnings: readonly Problem[];
}

/** A picture of an article: on the web, at its `image.source`, or in the source, as `image.file`. */
export type FoundPicture =
  | { readonly kind: 'web'; readonly image: ArticleImage; readonly source: string }
  | {
      readonly kind: 'embedded';
      readonly image: ArticleImage;
      readonly file: string;
      readonly bytes: Uint8Array;
    };
