/** Reads the lines that say who wrote a story, and when. */
import { isBareByline, isByline, isBylineStart } from '../wire/byline.ts';
import { readDateLine } from '../wire/date-line.ts';
import { endsStatement } from '../wire/sentence.ts';
import { claim, drop, type HeadReading, type HeadSource } from './head-reading.ts';
import { BYLINE_NAMES, DATE_NAMES, namesAround } from './hints.ts';
import { isTextPiece, plainOf, type Piece } from './pieces.ts';
import { isSameText, normal } from './same-text.ts';

/** The names of a byline often have their own element: "Posted on June 14 by". */
const BY_AT_END = /\s+(?:by|von|par|por|di|da|door)$/i;

/** Takes a line that says when the story was published or changed. */
export function takeDate(
  piece: Piece,
  { metadata, measureOf }: HeadSource,
  reading: HeadReading,
): boolean {
  if (!isTextPiece(piece)) return false;
  const text = plainOf(piece);
  const dates = readDateLine(text.replace(BY_AT_END, ''));
  const names = namesAround(piece.element, measureOf);
  const time = piece.element.closest('time') ?? piece.element.querySelector('time');
  const isNamed =
    (time !== null || DATE_NAMES.test(names)) &&
    text.length <= 80 &&
    !endsStatement(text) &&
    /\d/.test(text);
  if (!dates && !isNamed) return false;
  const stamp = time?.getAttribute('datetime') ?? undefined;
  const day = stamp !== undefined && !Number.isNaN(Date.parse(stamp)) ? stamp : undefined;
  const isUpdate = dates?.updated !== undefined || / updated | modified /.test(names);
  const { found } = reading;
  const published = dates?.published ?? (isUpdate ? undefined : day);
  const updated = dates?.updated ?? (isUpdate ? day : undefined);
  if (published !== undefined) found.published ??= published;
  if (updated !== undefined) found.updated ??= updated;
  const isKnown = (metadata.published ?? found.published ?? found.updated) !== undefined;
  return drop(piece, isKnown ? 'the date, which the article has as data' : 'a date', reading);
}

/** Takes a line that names the authors, or tells about them. */
export function takeByline(piece: Piece, source: HeadSource, reading: HeadReading): boolean {
  if (!isTextPiece(piece) || piece.content.level === 1) return false;
  const { metadata, measureOf, pieces } = source;
  const text = plainOf(piece);
  if (text.length > 200) return false;
  const isNamed =
    BYLINE_NAMES.test(namesAround(piece.element, measureOf)) ||
    piece.element.closest('[rel~="author"], [itemprop~="author"], .byline, .author') !== null;
  const next = pieces[pieces.indexOf(piece) + 1];
  if (
    isBylineStart(text) &&
    next &&
    isTextPiece(next) &&
    (isNamed || isBareByline(plainOf(next)))
  ) {
    setByline(`${text} ${plainOf(next)}`, reading);
    claim(next, reading);
    return claim(piece, reading);
  }
  const names = normal(metadata.authors.join(''));
  const hasNames = names !== '' && normal(text).includes(normal(metadata.authors[0] ?? ''));
  const isNames =
    isByline(text) ||
    (isNamed && isBareByline(text)) ||
    (hasNames && text.length <= metadata.authors.join(', ').length + 60 && !endsStatement(text));
  if (!isNames)
    return (
      isNamed &&
      !endsStatement(text) &&
      reading.found.byline !== undefined &&
      drop(piece, 'about the author', reading)
    );
  if (reading.found.byline !== undefined)
    return drop(
      piece,
      isSameText(text, reading.found.byline) ? 'the byline again' : 'about the author',
      reading,
    );
  setByline(text, reading);
  return claim(piece, reading);
}

function setByline(text: string, { found }: HeadReading): void {
  found.byline = text.replace(/\s+/g, ' ');
}
