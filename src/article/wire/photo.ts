/** Captions and credits of photos among the lines of a text. */
import { defined } from '../../base/defined.ts';
import type { ArticleImage } from '../article.ts';
import type { LeftOut } from '../reading.ts';
import { isAgency, isPictureAgency } from './agencies.ts';
import { isByline } from './byline.ts';
import { bare, creditStrength, isDatedCaption, splitCredit } from './credit.ts';
import { isContributors } from './contributors.ts';
import { isDateLabel } from './date-line.ts';
import { splitDateline } from './dateline.ts';
import { splitCreditTail } from './furniture-tail.ts';
import { furnitureOf, PAGE } from './furniture.ts';
import { isAdjacent } from './lines.ts';
import { isName } from './names.ts';
import { endsSentence, endsStatement, wordsOf } from './sentence.ts';
import type { Unit } from './wrapping.ts';

export interface Photo {
  readonly image: ArticleImage;
  readonly line: number;
  /** How many units it takes. */
  readonly length: number;
  readonly leftOut: readonly LeftOut[];
}

const MAX_CAPTION = 600;
const CREDIT_DOTS = /^credits?(?:\.{3}|…)\s*/iu;
const IMAGE_CAPTION = /^(?:image|photo) caption[,:]\s*/iu;
const PHOTO_MARKER = /^photo:\s*/iu;
const CREDIT_MARKER = /^credit:\s*/iu;

/** Returns the photo whose caption or credit is at an index; undefined if there is none. */
export function photoAt(units: readonly Unit[], index: number): Photo | undefined {
  const unit = units[index];
  if (!unit || unit.keep || unit.sign || unit.cells || unit.text.length > MAX_CAPTION + 150)
    return undefined;
  if (/^[>#]/.test(unit.text)) return undefined;
  const next = units[index + 1];
  const after = units[index + 2];
  return (
    (next && withMarkers(unit, next)) ??
    (next && creditFirst(unit, next)) ??
    onOneLine(unit, next) ??
    (next && onTwoLines(unit, next, after)) ??
    creditAlone(unit, next)
  );
}

/** "Photo: Ships off the harbor." above "Credit: Mara Quint". */
function withMarkers(unit: Unit, next: Unit): Photo | undefined {
  if (!PHOTO_MARKER.test(unit.text) || !CREDIT_MARKER.test(next.text) || !isAdjacent(unit, next))
    return undefined;
  const caption = unit.text.replace(PHOTO_MARKER, '');
  const credit = next.text.replace(CREDIT_MARKER, '');
  if (caption === '' || credit === '') return undefined;
  const markers = [
    left(unit, unit.text.slice(0, 6), MARKER),
    left(next, next.text.slice(0, 7), MARKER),
  ];
  return { image: { caption, credit }, line: unit.line, length: 2, leftOut: markers };
}

const MARKER = 'a marker';

/** "Image source, Getty Images" above "Image caption, Ships off the harbor". */
function creditFirst(unit: Unit, next: Unit): Photo | undefined {
  const label = IMAGE_CAPTION.exec(next.text)?.[0];
  if (label === undefined || creditStrength(unit.text) !== 'certain' || next.line - unit.last > 2)
    return undefined;
  const image = { caption: next.text.slice(label.length), credit: unit.text };
  return { image, line: unit.line, length: 2, leftOut: [left(next, label.trim(), PAGE)] };
}

function onOneLine(unit: Unit, next: Unit | undefined): Photo | undefined {
  if (continuesBelow(unit, next) || (splitDateline(unit.text) && !/^FILE\b/.test(unit.text)))
    return undefined;
  const whole = splitCreditTail(unit.text);
  const found = splitCredit(whole.text);
  if (!found) return undefined;
  return photoOf(unit, found.caption, found.credit, 1, whole.tail);
}

function onTwoLines(unit: Unit, next: Unit, after: Unit | undefined): Photo | undefined {
  const isNear =
    isAdjacent(unit, next) ||
    (isDatedCaption(unit.text) &&
      creditStrength(next.text) === 'certain' &&
      next.line - unit.last === 2);
  if (!isNear || continuesBelow(next, after) || unit.text.length > MAX_CAPTION) return undefined;
  if (next.sign || next.cells || next.keep || isByline(next.text) || isName(unit.text))
    return undefined;
  const { text, tail } = splitCreditTail(next.text);
  const strength = isNameBelow(unit, text) ? 'certain' : creditStrength(text);
  if (
    strength === undefined ||
    furnitureOf(unit.text) ||
    creditStrength(unit.text) === 'certain' ||
    splitDateline(unit.text)
  )
    return undefined;
  const words = wordsOf(unit.text).length;
  const isCaption = endsStatement(unit.text) || words >= 5 || unit.text.length >= 25;
  const isEnough =
    strength === 'certain' ? isCaption : endsStatement(unit.text) && !isName(bare(text));
  const isNews = isAgency(text) && !isPictureAgency(text);
  if (!isEnough && !(strength === 'certain' && !isNews)) return undefined;
  return photoOf({ ...unit, last: next.last }, unit.text, text, 2, tail, next);
}

/** "Mara Quint, Port Ellis Herald" and "U.S. Coast Guard", below a caption that ends with a date. */
function isNameBelow(unit: Unit, text: string): boolean {
  const isShort = text.length <= 60 && wordsOf(text).length <= 7 && !endsSentence(text);
  if (!endsStatement(unit.text) || isDateLabel(text) || furnitureOf(text)) return false;
  return (
    isShort &&
    isDatedCaption(unit.text) &&
    /^\p{Lu}/u.test(text) &&
    wordsOf(text).every((word) => /^(?:\p{Lu}|of|the|and|for|de)/u.test(word))
  );
}

/** A credit without a caption. The name of an agency that reports as well may be a byline. */
function creditAlone(unit: Unit, next: Unit | undefined): Photo | undefined {
  if (continuesBelow(unit, next)) return undefined;
  const { text, tail } = splitCreditTail(unit.text);
  if (
    creditStrength(text) !== 'certain' ||
    isContributors(text) ||
    furnitureOf(text) ||
    (isAgency(text) && !isPictureAgency(text))
  )
    return undefined;
  return photoOf(unit, undefined, text, 1, tail);
}

function photoOf(
  unit: Unit,
  caption: string | undefined,
  written: string,
  length: number,
  tail: string,
  own: Unit = unit,
): Photo {
  const dots = length === 2 || caption === undefined ? CREDIT_DOTS.exec(written)?.[0] : undefined;
  const credit = bare(dots === undefined ? written : written.slice(dots.length));
  const leftOut = [
    ...(dots === undefined ? [] : [left(own, dots.trim(), 'the label of a credit')]),
    ...(tail === '' ? [] : [left(own, tail, PAGE)]),
  ];
  return { image: defined({ caption, credit }), line: unit.line, length, leftOut };
}

function left({ line }: Unit, text: string, reason: string): LeftOut {
  return { line, text, reason };
}

/** Whether the line below starts in the middle of a sentence: both are then prose. */
function continuesBelow(unit: Unit, next: Unit | undefined): boolean {
  return (
    isAdjacent(unit, next) &&
    next?.sign === undefined &&
    /^\p{Ll}/u.test(next?.text ?? '') &&
    !endsSentence(unit.text) &&
    splitCreditTail(` x ${next?.text ?? ''}`).tail === ''
  );
}
