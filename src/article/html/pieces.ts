import type { ArticleImage, Footnote, List, Quote, Table } from '../article.ts';
import type { LeftOut } from '../reading.ts';
import { plainText, type RichText } from '../rich-text.ts';
import { richTextsOf } from '../story-texts.ts';

/** A part of a page in reading order: a text block or a picture. */
export interface Piece {
  /** The number of the text block on the page, counted from 1. */
  readonly line: number;
  readonly element: Element;
  readonly content: Content;
  /** Why it is not part of the story; absent if it is. */
  readonly reason?: string;
}

export type Content =
  | TextContent
  | Quote
  | List
  | Table
  | Footnote
  | { readonly kind: 'image'; readonly image: ArticleImage; readonly bytes?: Uint8Array }
  | { readonly kind: 'rule' };

/** A paragraph, or a heading of the level that it has on the page. */
export interface TextContent {
  readonly kind: 'text';
  readonly level?: number;
  readonly text: RichText;
}

export type TextPiece = Piece & { readonly content: TextContent };

/** Returns whether a piece of a story is text. */
export function isTextPiece(piece: Piece | undefined): piece is TextPiece {
  return piece?.content.kind === 'text';
}

/** Returns the words of a piece without markup: those of a text, or of all texts in it. */
export function plainOf({ content }: Piece): string {
  return textsOf(content).join(' ');
}

function textsOf(content: Content): readonly string[] {
  switch (content.kind) {
    case 'text':
      return [plainText(content.text)];
    case 'image': {
      const { caption, credit } = content.image;
      return [caption, credit].filter((text) => text !== undefined);
    }
    case 'quote': {
      const { paragraphs, attribution } = content;
      return [...paragraphs.map(plainText), ...(attribution === undefined ? [] : [attribution])];
    }
    case 'footnote':
      return [plainText(content.text)];
    case 'rule':
      return [];
    default:
      return richTextsOf({ ...content, line: 1 }).map(plainText);
  }
}

/** Returns the texts of a piece as left out: one for each text in it, none for a picture without. */
export function leaveOut(piece: Piece, reason: string): readonly LeftOut[] {
  const { line, content } = piece;
  const texts = textsOf(content)
    .filter((text) => text.trim() !== '')
    .map((text) => ({ line, text, reason }));
  return [...texts, ...footnoteMarks(piece)];
}

/** Returns the marks of footnotes in a piece that becomes a text without markup. */
export function footnoteMarks({ line, content }: Piece): readonly LeftOut[] {
  if (content.kind === 'image' || content.kind === 'rule') return [];
  const rich = content.kind === 'text' ? [content.text] : richTextsOf({ ...content, line });
  return rich.flatMap(marksIn).map((text) => ({ line, text, reason: 'the mark of a footnote' }));
}

function marksIn(rich: RichText): readonly string[] {
  return rich.flatMap((inline) => {
    if (inline.kind === 'footnote') return [inline.label];
    return 'children' in inline ? marksIn(inline.children) : [];
  });
}
