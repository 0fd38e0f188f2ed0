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
  const text = plainOf(piece);
  if (text.length > MAX_BYLINE) return false;
  const { byline } = reading.found;
  const isNamed = isNamedByline(piece.element, source);
  if (byline === undefined && isBylineStart(text) && takeNames(piece, isNamed, source, reading))
    return true;
  const isNames =
    isByline(text) || (isNamed && isBareByline(text)) || hasAuthors(text, source.metadata.authors);
  if (isNames && byline === undefined) {
    setByline(text, reading);
    return claim(piece, reading);
  }
  const isAbout = isNames || (isNamed && !endsStatement(text));
  if (byline === undefined || !isAbout) return false;
  return drop(piece, isSameText(text, byline) ? 'the byline again' : 'about the author', reading);
}

const MAX_BYLINE = 200;
const BYLINE =
  '[rel~="author"], [itemprop~="author"], [class*="byline" i], .author, [data-component*="byline" i], [data-testid*="byline" i]';
/** What can stand beside the names: "By", a job, a place. */
const BESIDE_NAMES = 60;

function isNamedByline(element: Element, { measureOf }: HeadSource): boolean {
  if (BYLINE_NAMES.test(namesAround(element, measureOf))) return true;
  return element.closest(BYLINE) !== null;
}

/** "By" alone, with the names in an element of their own behind it. */
function takeNames(
  piece: Piece,
  isNamed: boolean,
  { pieces }: HeadSource,
  reading: HeadReading,
): boolean {
  const next = pieces[pieces.indexOf(piece) + 1];
  if (!isTextPiece(next) || reading.claimed.has(next)) return false;
  if (next.reason !== piece.reason || plainOf(next).length > MAX_BYLINE) return false;
  if (!isNamed && !isBareByline(plainOf(next))) return false;
  setByline(`${plainOf(piece)} ${plainOf(next)}`, reading);
  claim(next, reading);
  return claim(piece, reading);
}

/** Whether a line is little more than the names that the page's metadata has. */
function hasAuthors(text: string, authors: readonly string[]): boolean {
  const first = normal(authors[0] ?? '');
  if (first === '' || !normal(text).includes(first) || endsStatement(text)) return false;
  return text.length <= authors.join(', ').length + BESIDE_NAMES;
}

function setByline(text: string, { found }: HeadReading): void {
  found.byline = text.replace(/\s+/g, ' ');
}
