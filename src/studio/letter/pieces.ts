import type { Article } from '../../article/article.ts';
import { richText } from '../../article/rich-text.ts';
import { richTextsOf } from '../../article/story-texts.ts';
import { richPattern, storyStarts } from '../../check/story-html.ts';
import type { Config } from '../../config/schema.ts';
import type { Edition } from '../../edition/edition.ts';
import { marksOf } from '../../render/marks.ts';

/** A part of a letter's HTML. */
export interface Piece {
  readonly kind: 'head' | 'opening' | 'story' | 'footer';
  readonly name: string;
  /** Its first byte. */
  readonly start: number;
  readonly bytes: number;
}

/**
 * Splits a letter's HTML into pieces without a gap: the head with its styles, what comes before the
 * first story, the stories, the footer.
 */
export function piecesOf(
  html: string,
  edition: Pick<Edition, 'lead' | 'further'>,
  config: Pick<Config, 'typography' | 'locale'>,
): readonly Piece[] {
  const stories = storyStarts(html, edition, config).toSorted((a, b) => a.start - b.start);
  const last = stories.at(-1);
  const body = html.indexOf('<body');
  const starts: readonly Omit<Piece, 'bytes'>[] = [
    { kind: 'head', name: 'Head and styles', start: 0 },
    { kind: 'opening', name: 'Masthead', start: body < 0 ? 0 : byteAt(html, body) },
    ...stories.map(({ article, start }) => {
      return { kind: 'story' as const, name: article.headline, start };
    }),
    ...(last
      ? [
          {
            kind: 'footer' as const,
            name: 'Footer',
            start: endOf(last.article, html, last.start, config),
          },
        ]
      : []),
  ];
  const total = Buffer.byteLength(html);
  return starts
    .map((piece, index) => ({ ...piece, bytes: (starts[index + 1]?.start ?? total) - piece.start }))
    .filter(({ bytes }) => bytes > 0);
}

/** Returns the piece that a byte is in. */
export function pieceAt(pieces: readonly Piece[], byte: number): Piece | undefined {
  return pieces.find(({ start, bytes }) => byte >= start && byte < start + bytes);
}

/** Returns the byte after the last words of a story in the letter. */
function endOf(
  article: Article,
  html: string,
  start: number,
  config: Pick<Config, 'typography' | 'locale'>,
): number {
  const from = Buffer.from(html).subarray(0, start).toString('utf8').length;
  const marks = marksOf(article);
  const texts = [
    ...article.keyPoints,
    ...article.blocks.flatMap(richTextsOf),
    ...(article.contributors ?? []).map(richText),
  ];
  const ends = texts.map((text) => {
    const pattern = richPattern(text, marks, config);
    pattern.lastIndex = from;
    return pattern.test(html) ? pattern.lastIndex : from;
  });
  return byteAt(html, Math.max(from, ...ends));
}

function byteAt(html: string, character: number): number {
  return Buffer.byteLength(html.slice(0, character));
}
