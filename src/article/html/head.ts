/** Reads what stands around the headline of a page: section, dek, byline, dates, photo, key points. */
import { defined } from '../../base/defined.ts';
import type { LeftOut } from '../reading.ts';
import { plainText, type RichText } from '../rich-text.ts';
import { readDateLine } from '../wire/date-line.ts';
import { furnitureOf } from '../wire/furniture.ts';
import { isKeyPointsLabel } from '../wire/label.ts';
import { endsStatement } from '../wire/sentence.ts';
import { takeByline, takeDate } from './byline-and-date.ts';
import {
  claim,
  drop,
  type Found,
  type Head,
  type HeadReading,
  type HeadSource,
} from './head-reading.ts';
import { BOX } from './furniture.ts';
import { findHeadline } from './headline.ts';
import {
  BYLINE_NAMES,
  DATE_NAMES,
  DEK_NAMES,
  KEY_POINT_NAMES,
  namesAround,
  namesOf,
} from './hints.ts';
import { footnoteMarks, isTextPiece, plainOf, type Piece } from './pieces.ts';
import { isSameText, isStartOf } from './same-text.ts';
import { takeSection } from './section.ts';
import { OUTSIDE } from './walking.ts';

/** A paragraph of the story has at least so many characters. */
const PARAGRAPH = 100;
const MAX_DEK = 400;

/** Reads the head of a page. A piece that is not understood stays where it is. */
export function readHead(source: HeadSource): Head {
  const { pieces, metadata, isFragment } = source;
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
  const reading: HeadReading = { found, claimed, leftOut };
  const at = piece ? pieces.indexOf(piece) : -1;
  if (piece) readAbove(at, source, reading);
  readBelow(at, source, reading);
  leaveOutRepeats(source, reading);
  readFarAway(source, reading);
  return { ...withMetadata(found, source), claimed, leftOut };
}

/** Adds what only the metadata has. A dek that the page has in another place stays there. */
function withMetadata(
  found: Found,
  { metadata, pieces }: HeadSource,
): Omit<Head, 'claimed' | 'leftOut'> {
  const both = {
    published: metadata.published ?? found.published,
    updated: metadata.updated ?? found.updated,
  };
  const dates = both.updated === both.published ? { published: both.published } : both;
  const isShown = (dek: string) =>
    found.keyPoints.some((point) => isSameText(plainText(point), dek)) ||
    pieces.some((piece) => piece.reason === undefined && isStartOf(dek, plainOf(piece)));
  const { dek } = metadata;
  return {
    ...found,
    ...defined({
      ...dates,
      section: found.section ?? metadata.section,
      dek: found.dek ?? (dek === undefined || isShown(dek) ? undefined : dek),
    }),
  };
}

/** Takes the section, a date and a photo from above the headline; nothing there is story. */
function readAbove(at: number, source: HeadSource, reading: HeadReading): void {
  const above = source.pieces.slice(Math.max(0, at - 12), at).toReversed();
  for (const piece of above) {
    const { reason } = piece;
    if (reason !== undefined && reason !== OUTSIDE && reason !== 'navigation') continue;
    if (takeSection(piece, source, reading) || reason !== undefined) continue;
    if (takeImage(piece, reading) || takeDate(piece, source, reading)) continue;
    if (takeByline(piece, source, reading)) continue;
    if (piece.content.kind !== 'image') drop(piece, 'above the headline', reading);
  }
}

/** Reads downwards from the headline to the first paragraph of the story. */
function readBelow(at: number, source: HeadSource, reading: HeadReading): void {
  const { pieces } = source;
  const isStory = ({ reason }: Piece) => reason === undefined;
  // Without a headline on the page, nothing tells what is above it.
  const start = at === -1 ? pieces.findIndex(isStory) : at + 1;
  const end = pieces.findLastIndex(isStory);
  for (const [index, piece] of pieces.slice(0, end + 1).entries()) {
    if (index < start || reading.claimed.has(piece)) continue;
    if (piece.reason === BOX) {
      if (!takeDate(piece, source, reading)) takeByline(piece, source, reading);
    } else if (piece.reason === undefined || piece.reason === OUTSIDE) {
      if (takePart(piece, index, source, reading)) continue;
      if (isStory(piece) && isParagraph(piece)) return;
    }
  }
}

function isParagraph(piece: Piece): boolean {
  if (piece.content.kind === 'list' || piece.content.kind === 'table') return true;
  if (!isTextPiece(piece) || piece.content.level !== undefined) return false;
  const text = plainOf(piece);
  return text.length >= PARAGRAPH || (text.length >= PARAGRAPH / 2 && endsStatement(text));
}

function takePart(piece: Piece, index: number, source: HeadSource, reading: HeadReading): boolean {
  return (
    takeImage(piece, reading) ||
    takeKeyPoints(piece, index, source, reading) ||
    takeDate(piece, source, reading) ||
    takeByline(piece, source, reading) ||
    takeDek(piece, source, reading) ||
    takeFurniture(piece, reading)
  );
}

function takeImage(piece: Piece, reading: HeadReading): boolean {
  if (piece.content.kind !== 'image' || reading.found.image) return false;
  reading.found.image = piece.content.image;
  reading.found.imageLine = piece.line;
  return claim(piece, reading);
}

/** A list below a usual label, in an element named so, or directly below the headline. */
function takeKeyPoints(
  piece: Piece,
  index: number,
  source: HeadSource,
  reading: HeadReading,
): boolean {
  const { found } = reading;
  if (found.keyPoints.length > 0) return false;
  if (isTextPiece(piece) && isKeyPointsLabel(plainOf(piece))) {
    const below = pointsBelow(index, source, reading);
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
  reading: HeadReading,
): boolean {
  reading.found.keyPoints = points;
  for (const each of from) reading.claimed.add(each);
  return points.length > 0;
}

function pointsBelow(index: number, { pieces }: HeadSource, { claimed }: HeadReading) {
  const next = pieces[index + 1];
  if (next?.content.kind === 'list' && !claimed.has(next))
    return { pieces: [next], points: pointsOf(next) };
  const box = boxAround(pieces[index]?.element);
  const inBox = box
    ? pieces
        .slice(index + 1)
        .filter((piece) => isTextPiece(piece) && !claimed.has(piece) && box.contains(piece.element))
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

function takeDek(piece: Piece, { metadata, measureOf }: HeadSource, reading: HeadReading): boolean {
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

function takeFurniture(piece: Piece, reading: HeadReading): boolean {
  if (!isTextPiece(piece) || piece.reason !== undefined) return false;
  const furniture = furnitureOf(plainOf(piece));
  return furniture?.kind === 'line' && drop(piece, furniture.reason, reading);
}

/** What repeats the headline or the dek further down is not printed twice. */
function leaveOutRepeats({ pieces }: HeadSource, reading: HeadReading): void {
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
function readFarAway(source: HeadSource, reading: HeadReading): void {
  for (const piece of source.pieces) {
    if (!isTextPiece(piece) || piece.reason !== undefined || reading.claimed.has(piece)) continue;
    if (plainOf(piece).length > PARAGRAPH || piece.content.level !== undefined) continue;
    const names = namesAround(piece.element, source.measureOf);
    if (BYLINE_NAMES.test(names)) takeByline(piece, source, reading);
    else if (DATE_NAMES.test(names) || readDateLine(plainOf(piece)))
      takeDate(piece, source, reading);
  }
}
