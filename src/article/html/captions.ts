/** Joins captions that stand as paragraphs below their pictures. */
import type { LeftOut } from '../reading.ts';
import { linksOf, plainText } from '../rich-text.ts';
import { creditStrength, splitCredit } from '../wire/credit.ts';
import { withCredit } from './figures.ts';
import { CAPTION_NAMES, namesAround } from './hints.ts';
import type { MeasureOf } from './measures.ts';
import { footnoteMarks, isTextPiece, plainOf, type Piece, type TextPiece } from './pieces.ts';

/** A paragraph below a picture is its caption if it is named so, or ends with a credit. */
export function withCaptions(
  pieces: readonly Piece[],
  measureOf: MeasureOf,
  leftOut: LeftOut[],
): readonly Piece[] {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (
      last?.content.kind === 'image' &&
      last.reason === piece.reason &&
      isTextPiece(piece) &&
      isCaption(last, piece, measureOf)
    ) {
      const { image } = last.content;
      leftOut.push(...footnoteMarks(piece));
      const words = withCredit(plainOf(piece), image.credit);
      const more = image.caption === undefined ? words : { credit: plainOf(piece) };
      merged[merged.length - 1] = {
        ...last,
        content: { ...last.content, image: { ...image, ...more } },
      };
    } else merged.push(piece);
  }
  return merged;
}

function isCaption(picture: Piece, { element, content }: TextPiece, measureOf: MeasureOf): boolean {
  if (picture.content.kind !== 'image' || content.level !== undefined) return false;
  const { caption, credit } = picture.content.image;
  const text = plainText(content.text);
  if (text.length > 400 || linksOf(content.text).length > 1) return false;
  const names = namesAround(element, measureOf);
  const isMarked = element.closest('figcaption') !== null || CAPTION_NAMES.test(names);
  if (caption !== undefined) return credit === undefined && names.includes(' credit ');
  return isMarked || creditStrength(text) === 'certain' || splitCredit(text) !== undefined;
}
