/** One parsed source. A field is absent if the source does not contain it. */
export interface Article {
  /** The file it was read from, as shown to the user. */
  readonly file: string;
  readonly section?: string;
  readonly headline: string;
  /** The source's heading for its key points, such as "Key Points". */
  readonly keyPointsHeading?: string;
  readonly keyPoints: readonly string[];
  readonly image?: ArticleImage;
  readonly byline?: string;
  readonly dateline?: string;
  readonly blocks: readonly Block[];
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
  /** In pixels, if known. */
  readonly width?: number;
  readonly height?: number;
  readonly alt?: string;
  readonly caption?: string;
  readonly credit?: string;
}

export type Block = { readonly line: number } & (
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'image'; readonly image: ArticleImage }
);

/** The settings of an edition, from the front matter of its lead article. */
export interface EditionSettings {
  readonly subject?: string;
  readonly preheader?: string;
  /** YYYY-MM-DD */
  readonly date?: string;
  readonly story?: StoryLength;
  /** When to send it, as written. */
  readonly send?: { readonly text: string; readonly line: number };
}

/** How much of a story the letter contains: all of it, or a number of paragraphs. */
export type StoryLength = 'full' | number;

/** Returns every text of a story in reading order: the text that a letter must not lose. */
export function storyTexts(article: Article): readonly string[] {
  return [article.headline, ...article.keyPoints, ...article.blocks.flatMap(blockTexts)];
}

function blockTexts(block: Block): readonly string[] {
  switch (block.kind) {
    case 'list':
      return block.items;
    case 'image':
      return [];
    default:
      return [block.text];
  }
}
