/** Reads what stands around the headline of a page: section, dek, byline, dates, photo, key points. */
import { defined } from '../../base/defined.ts';
import type { ArticleImage } from '../article.ts';
import type { LeftOut } from '../reading.ts';
import type { RichText } from '../rich-text.ts';
import { isBareByline, isByline, isBylineStart } from '../wire/byline.ts';
import { readDateLine } from '../wire/date-line.ts';
import { furnitureOf } from '../wire/furniture.ts';
import { isKeyPointsLabel } from '../wire/label.ts';
import { endsStatement } from '../wire/sentence.ts';
import { findHeadline } from './headline.ts';
import {
  BYLINE_NAMES,
  DATE_NAMES,
  DEK_NAMES,
  KEY_POINT_NAMES,
  namesAround,
  namesOf,
  SECTION_NAMES,
} from './hints.ts';
import type { MeasureOf } from './measures.ts';
import type { Metadata } from './metadata.ts';
import { footnoteMarks, isTextPiece, leaveOut, plainOf, type Piece } from './pieces.ts';
import { isSameText, normal } from './same-text.ts';
import { OUTSIDE } from './walking.ts';

export interface Head {
  readonly headline?: string;
  readonly headlineLine: number;
  readonly section?: string;
  readonly dek?: string;
  readonly byline?: string;
  readonly published?: string;
  readonly updated?: string;
  readonly image?: ArticleImage;
  readonly imageLine?: number;
  readonly keyPointsHeading?: string;
  readonly keyPoints: readonly RichText[];
  /** The pieces that are in the head, or were left out of it. */
  readonly claimed: ReadonlySet<Piece>;
  readonly leftOut: readonly LeftOut[];
}

type Found = {
  -readonly [Field in keyof Head]: Head[Field];
};

/** What the head is read from. */
interface Source {
  readonly pieces: readonly Piece[];
  readonly metadata: Metadata;
  readonly measureOf: MeasureOf;
}

/** The head while it is read. */
interface Reading {
  readonly found: Found;
  readonly claimed: Set<Piece>;
  readonly leftOut: LeftOut[];
}

/** A paragraph of the story has at least so many characters. */
const PARAGRAPH = 100;
const MAX_DEK = 400;
const MAX_SECTION = 40;
/** The names of a byline often have their own element: "Posted on June 14 by". */
const BY_AT_END = /\s+(?:by|von|par|por|di|da|door)$/i;

/** Reads the head of a page. A piece that is not understood stays where it is. */
export function readHead(source: Source, isFragment: boolean): Head {
  const { pieces, metadata } = source;
  const { text, piece } = findHeadline(pieces, metadata, isFragment);
  const claimed = new Set<Piece>(piece ? [piece] : []);
  const leftOut: LeftOut[] = piece ? [...footnoteMarks(piece)] : [];
  const found: Found = {
    ...defined({ headline: text }),
    headlineLine: piece?.line ?? 1,
    keyPoints: [],
    claimed,
    leftOut,
  };
  const reading: Reading = { found, claimed, leftOut };
  const at = piece ? pieces.indexOf(piece) : -1;
  if (piece) readAbove(at, source, reading);
  readBelow(at, source, reading);
  leaveOutRepeats(source, reading);
  readFarAway(source, reading);
  return { ...withDates(found, metadata), claimed, leftOut };
}

function withDates(
  found: Found,
  { published, updated, section, dek }: Metadata,
): Omit<Head, 'claimed' | 'leftOut'> {
  const both = { published: published ?? found.published, updated: updated ?? found.updated };
  const changed = both.updated === both.published ? { published: both.published } : both;
  return {
    ...found,
    ...defined({ ...changed, section: found.section ?? section, dek: found.dek ?? dek }),
  };
}

function claim(piece: Piece, { claimed, leftOut }: Reading): true {
  claimed.add(piece);
  leftOut.push(...footnoteMarks(piece));
  return true;
}

function drop(piece: Piece, reason: string, reading: Reading): true {
  reading.leftOut.push(...leaveOut(piece, reason));
  reading.claimed.add(piece);
  return true;
}

/** Takes the section, a date and a photo from above the headline; nothing there is story. */
function readAbove(at: number, source: Source, reading: Reading): void {
  const above = source.pieces.slice(Math.max(0, at - 12), at).toReversed();
  for (const piece of above) {
    if (piece.reason !== undefined && piece.reason !== OUTSIDE && piece.reason !== 'navigation')
      continue;
    if (takeSection(piece, source, reading)) continue;
    if (piece.reason === 'navigation') continue;
    if (takeImage(piece, reading) || takeDate(piece, source, reading)) continue;
    if (takeByline(piece, source, reading)) continue;
    if (piece.reason === undefined && piece.content.kind !== 'image')
      drop(piece, 'above the headline', reading);
  }
}

function takeSection(piece: Piece, { metadata, measureOf }: Source, reading: Reading): boolean {
  if (!isTextPiece(piece) || reading.found.section !== undefined) return false;
  const text = plainOf(piece);
  if (text.length > MAX_SECTION || readDateLine(text)) return false;
  const isNamed = SECTION_NAMES.test(namesAround(piece.element, measureOf));
  const isKnown = metadata.section !== undefined && isSameText(text, metadata.section);
  const isAlone =
    piece.reason === undefined &&
    metadata.section === undefined &&
    text.split(' ').length <= 3 &&
    !endsStatement(text) &&
    furnitureOf(text) === undefined;
  if (!isKnown && !(isNamed && metadata.section === undefined) && !isAlone) return false;
  reading.found.section = text;
  return claim(piece, reading);
}

/** Reads downwards from the headline to the first paragraph of the story. */
function readBelow(at: number, source: Source, reading: Reading): void {
  const { pieces } = source;
  const lastOfStory = pieces.findLastIndex(({ reason }) => reason === undefined);
  const firstOfStory = pieces.findIndex(({ reason }) => reason === undefined);
  for (let index = at + 1; index <= lastOfStory; index++) {
    const piece = pieces[index];
    if (!piece || reading.claimed.has(piece)) continue;
    if (
      piece.reason !== undefined &&
      (piece.reason !== OUTSIDE || (at === -1 && index < firstOfStory))
    )
      continue;
    if (takePart(piece, index, source, reading)) continue;
    if (piece.reason === undefined && isParagraph(piece)) return;
  }
}

function isParagraph(piece: Piece): boolean {
  if (piece.content.kind === 'list' || piece.content.kind === 'table') return true;
  if (!isTextPiece(piece) || piece.content.level !== undefined) return false;
  const text = plainOf(piece);
  return text.length >= PARAGRAPH || (text.length >= PARAGRAPH / 2 && endsStatement(text));
}

function takePart(piece: Piece, index: number, source: Source, reading: Reading): boolean {
  return (
    takeImage(piece, reading) ||
    takeKeyPoints(piece, index, source, reading) ||
    takeDate(piece, source, reading) ||
    takeByline(piece, source, reading) ||
    takeDek(piece, source, reading) ||
    takeFurniture(piece, reading)
  );
}

function takeImage(piece: Piece, reading: Reading): boolean {
  if (piece.content.kind !== 'image' || reading.found.image) return false;
  reading.found.image = piece.content.image;
  reading.found.imageLine = piece.line;
  return claim(piece, reading);
}

/** A list below a usual label, in an element named so, or directly below the headline. */
function takeKeyPoints(piece: Piece, index: number, source: Source, reading: Reading): boolean {
  const { found } = reading;
  if (found.keyPoints.length > 0) return false;
  if (isTextPiece(piece) && isKeyPointsLabel(plainOf(piece))) {
    const below = pointsBelow(index, source);
    if (below.points.length === 0) return false;
    found.keyPointsHeading = plainOf(piece).replace(/\s*:$/, '');
    return takePoints([piece, ...below.pieces], below.points, reading);
  }
  if (piece.content.kind !== 'list') return false;
  const isNamed = KEY_POINT_NAMES.test(namesAround(piece.element, source.measureOf));
  const isFirst = piece.reason === undefined && piece.content.items.length > 1;
  return (isNamed || isFirst) && takePoints([piece], pointsOf(piece), reading);
}

function takePoints(
  from: readonly Piece[],
  points: readonly RichText[],
  reading: Reading,
): boolean {
  reading.found.keyPoints = points;
  for (const each of from) reading.claimed.add(each);
  return points.length > 0;
}

function pointsBelow(index: number, { pieces }: Source) {
  const next = pieces[index + 1];
  if (next?.content.kind === 'list') return { pieces: [next], points: pointsOf(next) };
  const box = boxAround(pieces[index]?.element);
  const inBox = box
    ? pieces.slice(index + 1).filter((piece) => isTextPiece(piece) && box.contains(piece.element))
    : [];
  return {
    pieces: inBox,
    points: inBox.flatMap((piece) => (isTextPiece(piece) ? [piece.content.text] : [])),
  };
}

function boxAround(element: Element | undefined): Element | undefined {
  for (let each = element; each; each = each.parentElement ?? undefined)
    if (KEY_POINT_NAMES.test(namesOf(each)) && each.childElementCount > 1) return each;
  return undefined;
}

/** A point with a list below it has that list's items as further points. */
function pointsOf({ content }: Piece): readonly RichText[] {
  if (content.kind !== 'list') return [];
  const { items } = content;
  return items.flatMap(({ text, list }) => [
    text,
    ...(list ? pointsOf({ content: list } as Piece) : []),
  ]);
}

function takeDate(piece: Piece, { metadata, measureOf }: Source, reading: Reading): boolean {
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

function takeByline(piece: Piece, source: Source, reading: Reading): boolean {
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

function setByline(text: string, { found }: Reading): void {
  found.byline = text.replace(/\s+/g, ' ');
}

function takeDek(piece: Piece, { metadata, measureOf }: Source, reading: Reading): boolean {
  const { found } = reading;
  if (!isTextPiece(piece) || found.dek !== undefined) return false;
  const text = plainOf(piece);
  if (text.length > MAX_DEK) return false;
  const isDescribed = [metadata.dek, metadata.description].some(
    (each) => each !== undefined && isSameText(each, text),
  );
  const isNamed = DEK_NAMES.test(namesAround(piece.element, measureOf));
  const isApart = piece.content.level !== undefined || piece.reason !== undefined;
  const isData = metadata.dek !== undefined && isSameText(metadata.dek, text);
  if (!isNamed && !isData && !(isDescribed && isApart)) return false;
  found.dek = text;
  return claim(piece, reading);
}

function takeFurniture(piece: Piece, reading: Reading): boolean {
  if (!isTextPiece(piece) || piece.reason !== undefined) return false;
  const furniture = furnitureOf(plainOf(piece));
  return furniture?.kind === 'line' && drop(piece, furniture.reason, reading);
}

/** What repeats the headline or the dek further down is not printed twice. */
function leaveOutRepeats({ pieces }: Source, reading: Reading): void {
  const { headline, dek } = reading.found;
  for (const piece of pieces) {
    if (!isTextPiece(piece) || piece.reason !== undefined || reading.claimed.has(piece)) continue;
    const text = plainOf(piece);
    if (headline !== undefined && isSameText(text, headline))
      drop(piece, 'the headline again', reading);
    else if (dek !== undefined && isSameText(text, dek))
      drop(piece, 'the line below the headline again', reading);
    else if (piece.content.level === 1 && headline !== undefined && isShownHeading(pieces))
      drop(piece, 'a heading in place of the headline, which the data of the page has', reading);
  }
}

/** Whether a page has one top heading only: it was to be the headline. */
function isShownHeading(pieces: readonly Piece[]): boolean {
  return pieces.filter((piece) => isTextPiece(piece) && piece.content.level === 1).length === 1;
}

/** Bylines and dates that stand below the story, where their names show what they are. */
function readFarAway(source: Source, reading: Reading): void {
  for (const piece of source.pieces) {
    if (!isTextPiece(piece) || piece.reason !== undefined || reading.claimed.has(piece)) continue;
    if (plainOf(piece).length > PARAGRAPH || piece.content.level !== undefined) continue;
    const names = namesAround(piece.element, source.measureOf);
    if (BYLINE_NAMES.test(names)) takeByline(piece, source, reading);
    else if (DATE_NAMES.test(names) || readDateLine(plainOf(piece)))
      takeDate(piece, source, reading);
  }
}
