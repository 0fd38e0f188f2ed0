/** The line under the headline that sums up the story: known by the head that follows it. */
import { isBareByline, isByline, isBylineStart } from './byline.ts';
import { isDateLabel, readDateLine } from './date-line.ts';
import { splitDateline } from './dateline.ts';
import { furnitureOf } from './furniture.ts';
import type { HeadTaker } from './head-taker.ts';
import { readInline } from './inline.ts';
import { isKeyPointsLabel } from './label.ts';
import { setPart } from './parts.ts';
import { photoAt } from './photo.ts';
import { endsStatement } from './sentence.ts';
import { isTableRow } from './table.ts';
import type { Unit } from './wrapping.ts';

/** How far a look ahead goes, in lines. */
const AHEAD = 14;
/** From a line that could be the first paragraph, only lines as near as that count. */
const NEAR = 3;
const MAX_DEK = 350;
const MAX_SHORT = 130;
const MAX_SKIPPED = 110;

export const takeDek: HeadTaker = (units, index, parts, given) => {
  const unit = units[index];
  if (!unit || given.none.has('dek') || parts.dek !== undefined || unit.sign || unit.cells)
    return 0;
  if (unit.text.length > MAX_DEK || splitDateline(unit.text)) return 0;
  const isSentence = endsStatement(unit.text);
  const far = isSentence && unit.text.length > MAX_SHORT ? NEAR : AHEAD;
  if (!isHeadAhead(units, index + 1, isSentence, far)) return 0;
  // A date alone can stand below the first paragraph as well.
  if (far === NEAR && !units.slice(index + 1, index + 1 + NEAR).some(({ text }) => isByline(text)))
    return 0;
  setPart(parts, given, 'dek', unit);
  return 1;
};

/** A short line between the dek and a byline or a date is text: the head goes on below it. */
export const takeUnknown: HeadTaker = (units, index, parts) => {
  const unit = units[index];
  if (!unit || parts.byline !== undefined || unit.sign || isTableRow(unit)) return 0;
  if (unit.text.length > MAX_SHORT || splitDateline(unit.text)) return 0;
  if (!isHeadAhead(units, index + 1, true, NEAR)) return 0;
  parts.blocks.push({ kind: 'paragraph', text: readInline(unit.text), line: unit.line });
  return 1;
};

/**
 * Returns whether more of the head follows before the story: a byline, a date, or a label of key
 * points. A photo alone says so only if the line above is no sentence, since a story can have one
 * as well.
 */
export function isHeadAhead(
  units: readonly Unit[],
  start: number,
  isSentence = true,
  far = AHEAD,
): boolean {
  let skipped = false;
  for (let index = start; index < Math.min(units.length, start + far); index++) {
    const unit = units[index];
    if (!unit) return false;
    const { text } = unit;
    const photo = photoAt(units, index);
    if (unit.keep || (isTableRow(unit) && !photo && !isByline(text))) return false;
    if (furnitureOf(text) !== undefined) continue;
    if (readDateLine(text) || isDateLabel(text) || isByline(text) || isBylineStart(text))
      return true;
    if (isKeyPointsLabel(text)) return !isSentence;
    if (isBareByline(text) && !photo) {
      if (!skipped) return true;
      continue;
    }
    if (photo) {
      if (!isSentence) return true;
      index += photo.length - 1;
      continue;
    }
    const isAlt = units[index + 1]?.text.startsWith(text) === true;
    const isNumber = /^[\d.,]+k?$/i.test(text);
    if (isAlt || isNumber) continue;
    // One line more can stand between them, such as a link.
    if (skipped || text.length > MAX_SKIPPED || splitDateline(text)) return false;
    skipped = true;
  }
  return false;
}
