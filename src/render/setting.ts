import type { RichText } from '../article/rich-text.ts';

/** How the texts of a story are written: into the HTML, or into the text part. */
export interface Setting<Rich> {
  readonly text: (text: string) => string;
  readonly rich: (rich: RichText) => Rich;
  /** The side on which a line of text ends. */
  readonly end: 'left' | 'right';
}
