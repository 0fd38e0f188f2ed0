/**
 * The head of a story, in any order: section, headline, dek, byline, date, share bar, photo, key
 * points. It ends at the first line that can only be story.
 */
import { defined } from '../../base/defined.ts';
import { endsWithPictureAgency, isAgency } from './agencies.ts';
import { aboutAuthor, isBareByline, isByline, isBylineStart } from './byline.ts';
import { isContributors } from './contributors.ts';
import { readDateLine } from './date-line.ts';
import { splitDateline } from './dateline.ts';
import { takeFurniture } from './furniture-block.ts';
import { furnitureOf } from './furniture.ts';
import { isKeyPointsLabel } from './label.ts';
import { isAdjacent } from './lines.ts';
import { isNames } from './names.ts';
import { leaveOut, replacedBy, setDates, setPart, type Given, type Parts } from './parts.ts';
import { photoAt, type Photo } from './photo.ts';
import { keyPointsAt } from './points.ts';
import { endsStatement } from './sentence.ts';
import { takeTop } from './top.ts';
import type { Unit } from './wrapping.ts';

/** How far a look ahead goes, in lines. */
const AHEAD = 14;
const MAX_DEK = 350;

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

type Taker = (units: readonly Unit[], index: number, parts: Parts, given: Given) => number;

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

const takeRepeat: Taker = (units, index, parts) => {
  const unit = units[index];
  const next = units[index + 1];
  if (!unit) return 0;
  const isHeadline = unit.text === parts.headline;
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

const takeKeyPoints: Taker = (units, index, parts, given) => {
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

const takeDate: Taker = (units, index, parts) => {
  const unit = units[index];
  const dates = unit && readDateLine(unit.text);
  if (!unit || !dates) return 0;
  setDates(parts, dates);
  leaveOut(parts, unit, 'the date');
  return 1;
};

const takePhoto: Taker = (units, index, parts, given) => {
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

/** "By", and below it one name on each line, with commas between them. */
const takeNamesBelow: Taker = (units, index, parts, given) => {
  const unit = units[index];
  if (!unit || given.none.has('byline') || !isBylineStart(unit.text)) return 0;
  let end = index + 1;
  while (
    units[end] &&
    (isNames(units[end]?.text ?? '') ||
      /^(?:[,;&·|]|and|und|et|y|e|en|und)$/u.test(units[end]?.text ?? ''))
  )
    end++;
  const names = units
    .slice(index + 1, end)
    .map(({ text }) => text)
    .filter((text) => !/^[,;·|]$/.test(text));
  if (names.length === 0) return 0;
  const list = names.reduce((line, name) =>
    /(?:^|\s)(?:and|und|et|y|e|en|&)$/u.test(line) || /^(?:and|und|et|y|e|en|&)$/u.test(name)
      ? `${line} ${name}`
      : `${line}, ${name}`,
  );
  leaveRepeatedByline(parts, list);
  setPart(parts, given, 'byline', unit, `${unit.text} ${list}`);
  parts.bylineLine = unit.line;
  return end - index;
};

const takeOwnByline: Taker = (units, index, parts, given) => {
  const unit = units[index];
  if (!unit || given.none.has('byline') || !isByline(unit.text)) return 0;
  if (parts.byline !== undefined && isSame(parts.byline, unit.text)) {
    leaveOut(parts, unit, 'a repetition');
    return 1;
  }
  leaveRepeatedByline(parts, unit.text);
  const before = parts.byline;
  setPart(
    parts,
    given,
    'byline',
    unit,
    before === undefined ? unit.text : `${before}, ${unit.text}`,
  );
  parts.bylineLine = unit.line;
  return 1;
};

/** A name alone above "By Nora Vell" is the same byline. */
function leaveRepeatedByline(parts: Parts, names: string): void {
  const { byline } = parts;
  if (byline === undefined || !isSame(names, byline)) return;
  leaveOut(parts, { line: parts.bylineLine ?? 1, text: byline }, 'a repetition');
  delete parts.byline;
}

function isSame(whole: string, part: string): boolean {
  return whole.toLowerCase().includes(part.toLowerCase());
}

const takeBareByline: Taker = (units, index, parts, given) => {
  const unit = units[index];
  if (!unit || given.none.has('byline')) return 0;
  const isHouse = isAgency(unit.text) && parts.byline === undefined;
  if (unit.cells || (!isHouse && !isBareByline(unit.text))) return 0;
  if (parts.byline !== undefined) {
    if (!isSame(parts.byline, unit.text)) return 0;
    leaveOut(parts, unit, 'a repetition');
    return 1;
  }
  const about = aboutAuthor(unit.text);
  const byline = about === undefined ? unit.text : unit.text.slice(0, -about.length);
  if (about !== undefined) leaveOut(parts, unit, ABOUT, about.replace(/^,\s*/, ''));
  setPart(parts, given, 'byline', unit, byline);
  parts.bylineLine = unit.line;
  return 1;
};

const ABOUT = 'about the author';
const ABOUT_VERB =
  /\b(?:is|was|has|covers?|writes?|reports?|reported|joined|works?|ist|schreibt|berichtet|est|écrit|es|escribe)\b/u;

/** "Nora Vell has covered ports since 2009." below the byline. */
const takeAboutAuthor: Taker = (units, index, parts) => {
  const unit = units[index];
  if (!unit || parts.byline === undefined || unit.text.length > 300) return 0;
  const before = units[index - 1];
  const [first = ''] = /^\p{Lu}\S*(?:\s\p{Lu}\S*){1,2}/u.exec(unit.text) ?? [];
  const isAbout =
    first !== '' &&
    isSame(parts.byline, first) &&
    ABOUT_VERB.test(unit.text.slice(first.length, first.length + 20));
  if (!isAbout || (!isAdjacent(before, unit) && !isHeadAhead(units, index + 1))) return 0;
  leaveOut(parts, unit, ABOUT);
  return 1;
};

const takeFurnitureHere: Taker = (units, index, parts) => {
  const unit = units[index];
  if (!unit) return 0;
  // The number of comments or shares.
  if (/^\d{1,3}(?:[.,]\d{3})*$|^\d+(?:\.\d)?k$/iu.test(unit.text)) {
    leaveOut(parts, unit, 'a number of the page');
    return 1;
  }
  return takeFurniture(units, index, parts.leftOut);
};

const takeSourceLine: Taker = (units, index, parts) => {
  const unit = units[index];
  if (!unit || unit.text.length > 80 || !isContributors(unit.text)) return 0;
  parts.contributors.push(unit.text);
  return 1;
};

const takeDek: Taker = (units, index, parts, given) => {
  const unit = units[index];
  if (!unit || given.none.has('dek') || parts.dek !== undefined || unit.sign || unit.cells)
    return 0;
  if (
    unit.text.length > MAX_DEK ||
    splitDateline(unit.text) ||
    !isHeadAhead(units, index + 1, endsStatement(unit.text))
  )
    return 0;
  setPart(parts, given, 'dek', unit);
  return 1;
};

const TAKERS: readonly Taker[] = [
  ...[
    takeRepeat,
    takeKeyPoints,
    takeDate,
    takeNamesBelow,
    takeOwnByline,
    takePhoto,
    takeBareByline,
  ],
  ...[takeAboutAuthor, takeFurnitureHere, takeSourceLine, takeDek],
];

/**
 * Whether more of the head follows before the story: a byline, a date, or a label of key points. A
 * photo alone says so only if the line above is no sentence, since a story can have one as well.
 */
function isHeadAhead(units: readonly Unit[], start: number, isSentence = true): boolean {
  for (let index = start; index < Math.min(units.length, start + AHEAD); index++) {
    const unit = units[index];
    if (!unit) return false;
    const { text } = unit;
    if (unit.cells || unit.keep) return false;
    if (readDateLine(text) || isByline(text) || isBylineStart(text)) return true;
    if (isKeyPointsLabel(text)) return !isSentence;
    const photo = photoAt(units, index);
    if (isBareByline(text) && !photo) return true;
    if (photo) {
      if (!isSentence) return true;
      index += photo.length - 1;
      continue;
    }
    const isAlt = units[index + 1]?.text.startsWith(text) === true;
    const isNumber = /^[\d.,]+k?$/i.test(text);
    if (!isAlt && !isNumber && furnitureOf(text) === undefined) return false;
  }
  return false;
}
