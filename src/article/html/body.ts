/** Makes the blocks of a story of the pieces that are left when the head is read. */
import { defined } from '../../base/defined.ts';
import type { Block } from '../article.ts';
import type { LeftOut } from '../reading.ts';
import { dropStart, linksOf, plainText } from '../rich-text.ts';
import { isContributors } from '../wire/contributors.ts';
import { splitDateline } from '../wire/dateline.ts';
import { furnitureOf, isLinkLine } from '../wire/furniture.ts';
import { endsStatement } from '../wire/sentence.ts';
import { namesAround, PULL_QUOTE_NAMES } from './hints.ts';
import type { MeasureOf } from './measures.ts';
import { footnoteMarks, isTextPiece, leaveOut, plainOf, type Piece } from './pieces.ts';
import { normal } from './same-text.ts';

export interface Body {
  readonly dateline?: string;
  readonly blocks: readonly Block[];
  readonly contributors: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

const MAX_SUBHEAD = 80;
/** A repeated text is a pull quote if it has so many letters. */
const PULL_QUOTE = 20;
const LAST = 6;

/** Returns the blocks of a story, in the order of its pieces. */
export function readBody(pieces: readonly Piece[], measureOf: MeasureOf): Body {
  const leftOut: LeftOut[] = [];
  const drop = (piece: Piece, reason: string) => void leftOut.push(...leaveOut(piece, reason));
  const own = withoutFurniture(pieces, drop);
  const single = withoutRepeats(own, measureOf, drop);
  const { rest, contributors, marks } = takeContributors(single);
  leftOut.push(...marks);
  const trimmed = trim(rest.map(withSubhead), drop);
  const { dateline, blocks } = takeDateline(blocksOf(trimmed));
  return { ...defined({ dateline }), blocks, contributors, leftOut };
}

/** Leaves out lines that are furniture by their words, with the links below them. */
function withoutFurniture(
  pieces: readonly Piece[],
  drop: (piece: Piece, reason: string) => void,
): readonly Piece[] {
  const own: Piece[] = [];
  let block: string | undefined;
  for (const piece of pieces) {
    if (block !== undefined && isLinks(piece)) {
      drop(piece, block);
      continue;
    }
    block = undefined;
    const found = isTextPiece(piece) ? furnitureOf(plainOf(piece)) : undefined;
    if (!found) {
      own.push(piece);
      continue;
    }
    drop(piece, found.reason);
    if (found.kind === 'block') block = found.reason;
  }
  return own;
}

/** Whether a piece is nothing but links: a list of them, or a line. */
function isLinks(piece: Piece): boolean {
  const { content } = piece;
  if (content.kind === 'list')
    return content.items.every(
      ({ text }) => linksOf(text).length > 0 || isLinkLine(plainText(text)),
    );
  if (content.kind === 'image') return false;
  return (
    content.kind === 'text' &&
    content.level === undefined &&
    isLinkLine(plainText(content.text)) &&
    linksOf(content.text).length > 0
  );
}

/** Leaves out quotations that the story has too: they were set to be looked at. */
function withoutRepeats(
  pieces: readonly Piece[],
  measureOf: MeasureOf,
  drop: (piece: Piece, reason: string) => void,
): readonly Piece[] {
  const isSet = (piece: Piece) =>
    piece.content.kind === 'quote' ||
    (isTextPiece(piece) && PULL_QUOTE_NAMES.test(namesAround(piece.element, measureOf)));
  const story = pieces
    .filter((piece) => !isSet(piece))
    .map((piece) => normal(plainOf(piece)))
    .join(' ');
  return pieces.flatMap((piece) => {
    if (!isSet(piece)) return [piece];
    const { content } = piece;
    const words =
      content.kind === 'quote'
        ? normal(content.paragraphs.map(plainText).join(''))
        : normal(plainOf(piece));
    if (words.length >= PULL_QUOTE && story.includes(words)) {
      drop(piece, 'a pull quote, which the story contains too');
      return [];
    }
    return [
      content.kind === 'text'
        ? { ...piece, content: { kind: 'quote' as const, paragraphs: [content.text] } }
        : piece,
    ];
  });
}

/** Lines at the end that say who else worked on it. */
function takeContributors(pieces: readonly Piece[]) {
  const start = pieces.length - LAST;
  const isOne = (piece: Piece, index: number) =>
    index >= start && index > 0 && isTextPiece(piece) && isContributors(plainOf(piece));
  return {
    rest: pieces.filter((piece, index) => !isOne(piece, index)),
    contributors: pieces.filter(isOne).map(plainOf),
    marks: pieces.filter(isOne).flatMap(footnoteMarks),
  };
}

/** A short paragraph that is all bold is a heading, if a paragraph follows it. */
function withSubhead(piece: Piece, index: number, pieces: readonly Piece[]): Piece {
  if (!isTextPiece(piece) || piece.content.level !== undefined || index === 0) return piece;
  const [first, ...others] = piece.content.text;
  const text = plainOf(piece);
  const isBold =
    first?.kind === 'strong' && others.length === 0 && linksOf(first.children).length === 0;
  if (!isBold || text.length > MAX_SUBHEAD || endsStatement(text) || /[:,;]$/.test(text))
    return piece;
  const next = pieces[index + 1];
  if (!next || ['image', 'rule', 'footnote'].includes(next.content.kind)) return piece;
  return { ...piece, content: { kind: 'text', level: SUBHEAD, text: first.children } };
}

/** Below all headings that are marked as such. */
const SUBHEAD = 7;

/** Leaves out rules and headings at the ends, where they head nothing. */
function trim(
  pieces: readonly Piece[],
  drop: (piece: Piece, reason: string) => void,
): readonly Piece[] {
  const kept: Piece[] = [];
  // From the end upwards: what counts is what stands below.
  for (const [index, piece] of Array.from(pieces.entries()).toReversed()) {
    const next = kept.at(-1);
    const headsNothing = next === undefined || next.content.kind === 'footnote';
    if (piece.content.kind === 'rule') {
      if (!headsNothing && next.content.kind !== 'rule') kept.push(piece);
    } else if (isHeading(piece) && index > 0 && headsNothing)
      drop(piece, 'a heading with nothing of the story below it');
    else kept.push(piece);
  }
  if (kept.at(-1)?.content.kind === 'rule') kept.pop();
  return kept.toReversed();
}

function isHeading(piece: Piece): boolean {
  return isTextPiece(piece) && piece.content.level !== undefined;
}

function blocksOf(pieces: readonly Piece[]): readonly Block[] {
  const levels = pieces.flatMap((piece) => (isTextPiece(piece) ? (piece.content.level ?? []) : []));
  const top = Math.min(...levels);
  return pieces.map(({ content, line }): Block => {
    if (content.kind === 'image') return { kind: 'image', image: content.image, line };
    if (content.kind !== 'text') return { ...content, line };
    const { text, level } = content;
    if (level === undefined) return { kind: 'paragraph', text, line };
    return { kind: 'heading', level: level === top ? 2 : 3, text, line };
  });
}

function takeDateline(blocks: readonly Block[]): Pick<Body, 'dateline' | 'blocks'> {
  const at = blocks.findIndex(({ kind }) => kind === 'paragraph');
  const first = blocks[at];
  if (first?.kind !== 'paragraph') return { blocks };
  const found = splitDateline(plainText(first.text));
  if (!found) return { blocks };
  const text = dropStart(first.text, found.length);
  return { dateline: found.dateline, blocks: blocks.with(at, { ...first, text }) };
}
