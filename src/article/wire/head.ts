/**
 * The head of a story, in any order: section, headline, dek, byline, date, share bar, photo, key
 * points. It ends at the first line that can only be story.
 */
import { defined } from '../../base/defined.ts';
import { endsWithPictureAgency } from './agencies.ts';
import { takeAboutAuthor, takeBareByline, takeNamesBelow, takeOwnByline } from './byline-lines.ts';
import { isBareByline, isByline } from './byline.ts';
import { creditStrength } from './credit.ts';
import { isDateLabel, readDateLine } from './date-line.ts';
import { takeDek, takeUnknown } from './dek.ts';
import { takeFurniture } from './furniture-block.ts';
import { furnitureOf } from './furniture.ts';
import type { HeadTaker } from './head-taker.ts';
import { isKeyPointsLabel } from './label.ts';
import { isAdjacent } from './lines.ts';
import {
  leaveOut,
  replacedBy,
  setDates,
  setPart,
  takeContributors,
  type Given,
  type Parts,
} from './parts.ts';
import { photoAt, type Photo } from './photo.ts';
import { keyPointsAt } from './points.ts';
import { endsStatement } from './sentence.ts';
import { isTableRow } from './table.ts';
import { takeTop } from './top.ts';
import type { Unit } from './wrapping.ts';

/** Takes the head into `parts`, and returns the index of the first unit of the story. */
export function takeHead(
  units: readonly Unit[],
  parts: Parts,
  given: Given,
  isSpoken: boolean,
): number {
  let index = takeTop(units, parts, given);
  if (parts.headline === undefined && !given.set.has('headline')) return index;
  if (isSpoken) return takeByline(units, index, parts, given);
  for (let taken = 1; taken > 0; index += taken) taken = takePart(units, index, parts, given);
  return index;
}

function takeByline(units: readonly Unit[], index: number, parts: Parts, given: Given): number {
  const unit = units[index];
  if (!unit || given.none.has('byline') || !isByline(unit.text)) return index;
  setPart(parts, given, 'byline', unit);
  return index + 1;
}

/** Takes the part at an index; returns how many units it has, 0 if the story begins there. */
function takePart(units: readonly Unit[], index: number, parts: Parts, given: Given): number {
  const unit = units[index];
  if (!unit || unit.keep || /^(?:>|#{1,3}\s)/.test(unit.text)) return 0;
  for (const take of TAKERS) {
    const taken = take(units, index, parts, given);
    if (taken > 0) return taken;
  }
  return 0;
}

const takeRepeat: HeadTaker = (units, index, parts) => {
  const unit = units[index];
  const next = units[index + 1];
  if (!unit) return 0;
  const isHeadline = unit.text === parts.headline || unit.text === parts.section;
  const isCredit = parts.image?.credit !== undefined && unit.text === parts.image.credit;
  const isCaption = parts.image?.caption !== undefined && unit.text === parts.image.caption;
  const isAlt =
    next !== undefined &&
    unit.text.length >= 12 &&
    !endsStatement(unit.text) &&
    isAdjacent(unit, next) &&
    next.text.startsWith(unit.text) &&
    photoAt(units, index + 1) !== undefined;
  if (!isHeadline && !isCredit && !isCaption && !isAlt) return 0;
  leaveOut(parts, unit, 'a repetition');
  return 1;
};

const takeKeyPoints: HeadTaker = (units, index, parts, given) => {
  if (given.none.has('keyPoints') || parts.keyPoints.length > 0) return 0;
  const found = keyPointsAt(units, index);
  if (!found) return 0;
  if (given.set.has('keyPoints')) {
    for (const unit of units.slice(index, index + found.length))
      leaveOut(parts, unit, replacedBy('keyPoints'));
    return found.length;
  }
  parts.keyPoints = found.points;
  if (found.heading !== undefined) parts.keyPointsHeading = found.heading;
  return found.length;
};

const takeDate: HeadTaker = (units, index, parts) => {
  const unit = units[index];
  if (!unit || isTableRow(unit) || furnitureOf(unit.text)?.kind === 'block') return 0;
  const dates = readDateLine(unit.text);
  if (!dates && !(isDateLabel(unit.text) && readDateLine(units[index + 1]?.text ?? ''))) return 0;
  if (dates) setDates(parts, dates);
  leaveOut(parts, unit, 'the date');
  return 1;
};

const takePhoto: HeadTaker = (units, index, parts, given) => {
  if (given.none.has('caption') || given.none.has('credit')) return 0;
  const photo = photoAt(units, index);
  if (!photo || isBylineOfHouse(photo, parts)) return 0;
  const { caption, credit } = photo.image;
  if (parts.image?.caption !== undefined && caption === parts.image.caption) {
    for (const unit of units.slice(index, index + photo.length))
      leaveOut(parts, unit, 'a repetition');
    return photo.length;
  }
  parts.leftOut.push(...photo.leftOut);
  if (parts.image === undefined) {
    const words = (name: 'caption' | 'credit', text: string | undefined) => {
      if (text === undefined || !given.set.has(name)) return text;
      leaveOut(parts, { line: photo.line, text }, replacedBy(name));
      return undefined;
    };
    parts.image = defined({ caption: words('caption', caption), credit: words('credit', credit) });
    parts.imageLine = photo.line;
  } else if (parts.image.credit === undefined && caption === undefined && credit !== undefined) {
    parts.image = { ...parts.image, credit };
  } else parts.blocks.push({ kind: 'image', image: photo.image, line: photo.line });
  return photo.length;
};

/** "Nora Vell, CNN" without a caption above the story is a byline, until key points or a byline came. */
function isBylineOfHouse({ image: { caption, credit = '' } }: Photo, parts: Parts): boolean {
  const isFree =
    caption === undefined && parts.byline === undefined && parts.keyPoints.length === 0;
  return isFree && isBareByline(credit) && !endsWithPictureAgency(credit);
}

/** A credit alone, and directly below it the caption, as some pages have it. */
const takeCreditAbove: HeadTaker = (units, index, parts, given) => {
  const unit = units[index];
  const next = units[index + 1];
  if (!unit || !next || given.none.has('credit') || given.none.has('caption') || parts.image)
    return 0;
  const isCredit = creditStrength(unit.text) === 'certain' && endsWithPictureAgency(unit.text);
  const isCaption =
    isAdjacent(unit, next) && !isAdjacent(next, units[index + 2]) && next.text.length >= 20;
  if (!isCredit || !isCaption || endsStatement(next.text) || next.sign || !isStoryText(next.text))
    return 0;
  parts.image = { caption: next.text, credit: unit.text };
  parts.imageLine = unit.line;
  return 2;
};

/** Whether a line is none of the other parts that a head can have. */
function isStoryText(text: string): boolean {
  return (
    readDateLine(text) === undefined &&
    !isByline(text) &&
    furnitureOf(text) === undefined &&
    !isKeyPointsLabel(text)
  );
}

const takeFurnitureHere: HeadTaker = (units, index, parts) => {
  const unit = units[index];
  if (!unit) return 0;
  // The number of comments or shares.
  if (/^\d{1,3}(?:[.,]\d{3})*$|^\d+(?:\.\d)?k$/iu.test(unit.text)) {
    leaveOut(parts, unit, 'a number of the page');
    return 1;
  }
  return takeFurniture(units, index, parts.leftOut);
};

const takeSourceLine: HeadTaker = (units, index, parts, given) => {
  const unit = units[index];
  return unit && unit.text.length <= 80 ? takeContributors(unit, parts, given) : 0;
};

const TAKERS: readonly HeadTaker[] = [
  ...[takeRepeat, takeKeyPoints, takeDate, takeNamesBelow, takeOwnByline, takeAboutAuthor],
  ...[takeCreditAbove, takePhoto, takeFurnitureHere, takeBareByline, takeSourceLine],
  ...[takeDek, takeUnknown],
];
