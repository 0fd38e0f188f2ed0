/** Parts the lines at the top of a paste that only line breaks separate. */
import { plainText, type Inline, type RichText } from '../rich-text.ts';
import { isTextPiece, plainOf, type Piece } from './pieces.ts';

/** Together; more is a paragraph with line breaks in it, such as a poem. */
const MAX_TOP = 400;

/** Returns pieces with the first of the story, if it is a head of several lines, as one for each. */
export function withTopLines(pieces: readonly Piece[]): readonly Piece[] {
  const at = pieces.findIndex((piece) => isTextPiece(piece) && piece.reason === undefined);
  const top = pieces[at];
  if (!isTextPiece(top) || plainOf(top).length > MAX_TOP) return pieces;
  const lines = linesOf(top.content.text);
  if (lines.length < 2) return pieces;
  const own = lines.map((text): Piece => ({ ...top, content: { ...top.content, text } }));
  return [...pieces.slice(0, at), ...own, ...pieces.slice(at + 1)];
}

function linesOf(rich: RichText): readonly RichText[] {
  const lines: Inline[][] = [[]];
  for (const inline of rich) {
    if (inline.kind === 'break') lines.push([]);
    else lines.at(-1)?.push(inline);
  }
  return lines.filter((line) => plainText(line).trim() !== '');
}
