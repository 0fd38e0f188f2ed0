/** One parsed source. Absent means that the source does not say. */
export interface Article {
  /** The file it came from, as the user knows it. */
  readonly file: string;
  readonly section?: string;
  readonly headline: string;
  /** What the source calls its key points, such as "Key Points". */
  readonly keyPointsHeading?: string;
  readonly keyPoints: readonly string[];
  readonly image?: ArticleImage;
  readonly byline?: string;
  readonly dateline?: string;
  readonly blocks: readonly Block[];
  /** Where the story stands on the web; always http or https. */
  readonly url?: string;
  /** Lines of the file, counted from 1, for messages. */
  readonly lines: { readonly headline: number; readonly image?: number };
}

export interface ArticleImage {
  /** Where the letter finds it: http, https, or cid once it is embedded. */
  readonly source?: string;
  /** A file beside the article; the stage pictures/ makes a source of it. */
  readonly file?: string;
  /** In pixels, where they are known. */
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

/** What front matter says of the edition that an article leads. */
export interface EditionSettings {
  readonly subject?: string;
  readonly preheader?: string;
  /** YYYY-MM-DD */
  readonly date?: string;
  readonly story?: StoryLength;
  /** When it is to go out, as it stands there. */
  readonly send?: { readonly text: string; readonly line: number };
}

/** How much of a story a letter carries: all of it, or its first paragraphs. */
export type StoryLength = 'full' | number;

/** Every piece of text of the story itself, in reading order: what a letter must not lose. */
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
