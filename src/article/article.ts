import type { Crop } from './crop.ts';
import type { RichText } from './rich-text.ts';

/** One parsed source. A field is absent if the source does not contain it. */
export interface Article {
  /** The file it was read from, as shown to the user. */
  readonly file: string;
  readonly section?: string;
  readonly headline: string;
  /** The line under the headline that sums up the story. */
  readonly dek?: string;
  /** The source's heading for its key points, such as "Key Points". */
  readonly keyPointsHeading?: string;
  readonly keyPoints: readonly RichText[];
  readonly image?: ArticleImage;
  /** Who wrote it, as the source words it: "By Nora Vell and Tom Arden". */
  readonly byline?: string;
  /** The names of the authors, where the source lists them one by one. */
  readonly authors?: readonly string[];
  /** ISO 8601, a date or a date with a time. */
  readonly published?: string;
  readonly updated?: string;
  readonly dateline?: string;
  readonly blocks: readonly Block[];
  /** Lines at the end that name who else worked on it: "Reporting by …; Editing by …". */
  readonly contributors?: readonly string[];
  /** The story on the web; always http or https. */
  readonly url?: string;
  /** Line numbers in the file, counted from 1, for messages. */
  readonly lines: { readonly headline: number; readonly image?: number };
}

export interface ArticleImage {
  /** The URL in the letter: http, https, or cid once the picture is embedded. */
  readonly source?: string;
  /** A file next to the article; pictures/ turns it into a source. */
  readonly file?: string;
  /** The part of the file that is shown. Default: all of it. */
  readonly crop?: Crop;
  /** In pixels, if known. */
  readonly width?: number;
  readonly height?: number;
  /** Empty if the picture is said to be decorative: it tells nothing that the text doesn't. */
  readonly alt?: string;
  readonly caption?: string;
  readonly credit?: string;
}

export type Block = { readonly line: number } & (
  | { readonly kind: 'paragraph'; readonly text: RichText }
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: RichText }
  | Quote
  | List
  | { readonly kind: 'image'; readonly image: ArticleImage }
  | Table
  | { readonly kind: 'rule' }
  | Footnote
);

export interface Quote {
  readonly kind: 'quote';
  readonly paragraphs: readonly RichText[];
  /** Who said it, without a dash. */
  readonly attribution?: string;
}

export interface List {
  readonly kind: 'list';
  /** The number of the first item of an ordered list; absent on a bulleted one. */
  readonly start?: number;
  readonly items: readonly ListItem[];
}

export interface ListItem {
  readonly text: RichText;
  /** The list below this item. */
  readonly list?: List;
}

/** All rows, the header too, have the same number of cells. */
export interface Table {
  readonly kind: 'table';
  readonly header?: readonly RichText[];
  readonly rows: readonly (readonly RichText[])[];
  /** By column; a column of numbers is aligned at its end. */
  readonly align: readonly ('start' | 'center' | 'end')[];
}

/** A note that a footnote reference with the same label refers to. */
export interface Footnote {
  readonly kind: 'footnote';
  readonly label: string;
  readonly text: RichText;
}

/** The settings of an edition, from the front matter of its lead article. */
export interface EditionSettings {
  readonly subject?: string;
  readonly preheader?: string;
  /** YYYY-MM-DD */
  readonly date?: string;
  readonly story?: StoryLength;
  /** When to send it, as written. */
  readonly send?: { readonly text: string; readonly line: number };
  /** Who it is for, as written: a segment's name, or "all". */
  readonly audience?: { readonly name: string; readonly line: number };
  /** That it must not go out yet, and why, if that is written. */
  readonly hold?: { readonly reason?: string; readonly line: number };
}

/** How much of a story the letter contains: all of it, or a number of paragraphs. */
export type StoryLength = 'full' | number;
