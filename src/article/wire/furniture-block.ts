/** Furniture among the lines of a text: a line, or a block with the links below it. */
import type { LeftOut } from '../reading.ts';
import { splitDateline } from './dateline.ts';
import { furnitureOf, isLinkLine, LINK } from './furniture.ts';
import { isKeyPointsLabel } from './label.ts';
import { isAdjacent } from './lines.ts';
import { photoAt } from './photo.ts';
import type { Unit } from './wrapping.ts';

const MAX_LINKS = 40;

/** Leaves out the furniture at an index, and returns how many units it has; 0 if it is none. */
export function takeFurniture(units: readonly Unit[], index: number, leftOut: LeftOut[]): number {
  const unit = units[index];
  if (!unit || unit.keep) return 0;
  const found = furnitureOf(unit.text);
  if (!found) return 0;
  leftOut.push({ line: unit.line, text: unit.text, reason: found.reason });
  if (found.kind === 'line') return 1;
  const links = linksBelow(units, index);
  for (const { line, text } of links)
    leftOut.push({ line, text, reason: furnitureOf(text)?.reason ?? LINK });
  return 1 + links.length;
}

/** The short lines directly below; below a colon, also after an empty line. */
function linksBelow(units: readonly Unit[], index: number): readonly Unit[] {
  const opener = units[index];
  const start = index + 1;
  const first = units[start];
  const isOpen = /[:：]$/u.test(opener?.text ?? '');
  let end = start;
  while (end - start < MAX_LINKS && isLink(units, end)) {
    const joined = isAdjacent(units[end - 1], units[end]);
    if (!joined && !(end === start && isOpen && isListOfLinks(units, start))) break;
    end++;
  }
  return first ? units.slice(start, end) : [];
}

/** After an empty line, a single short line can be a heading: it takes two to be links. */
function isListOfLinks(units: readonly Unit[], start: number): boolean {
  return isLink(units, start + 1) && isAdjacent(units[start], units[start + 1]);
}

function isLink(units: readonly Unit[], index: number): boolean {
  const unit = units[index];
  if (!unit || unit.keep || unit.cells || /^[>#]/.test(unit.text) || !isLinkLine(unit.text))
    return false;
  return !isKeyPointsLabel(unit.text) && !splitDateline(unit.text) && !photoAt(units, index);
}
