/** Key points: items below a label, or below the headline. */
import type { RichText } from '../rich-text.ts';
import { isByline } from './byline.ts';
import { readDateLine } from './date-line.ts';
import { splitDateline } from './dateline.ts';
import { furnitureOf } from './furniture.ts';
import { readInline } from './inline.ts';
import { isKeyPointsLabel } from './label.ts';
import { isAdjacent } from './lines.ts';
import { photoAt } from './photo.ts';
import { endsSentence, wordsOf } from './sentence.ts';
import type { Unit } from './wrapping.ts';

export interface KeyPoints {
  readonly heading?: string;
  readonly points: readonly RichText[];
  /** The units of the points, without that of the heading. */
  readonly units: readonly Unit[];
  /** How many units it takes, with the heading. */
  readonly length: number;
}

const MAX_POINT = 400;

/** Takes the key points at an index: a label and points, or points alone; or undefined. */
export function keyPointsAt(units: readonly Unit[], index: number): KeyPoints | undefined {
  const unit = units[index];
  if (!unit || unit.keep) return undefined;
  if (unit.sign) {
    const items = signed(units, index);
    // One line behind a dash can be a byline, or spoken words.
    return items.length === 1 && unit.sign.kind === 'dash' ? undefined : pointsOf(items);
  }
  const next = units[index + 1];
  const isLabel = isKeyPointsLabel(unit.text);
  const below = next?.sign ? signed(units, index + 1) : isLabel ? unsigned(units, index + 1) : [];
  const isUnknown = !isLabel && below.length >= 2 && isShortLabel(unit) && isAdjacent(unit, next);
  if (below.length === 0 || (!isLabel && !isUnknown)) return undefined;
  const heading = unit.text.replace(/\s*[:：]$/u, '');
  return { heading, ...pointsOf(below), length: below.length + 1 };
}

function pointsOf(units: readonly Unit[]): KeyPoints {
  return {
    points: units.map((unit) => readInline(unit.sign?.text ?? unit.text)),
    units,
    length: units.length,
  };
}

/** A few words above a list, before the story has begun, are its label in whatever words. */
function isShortLabel({ text }: Unit): boolean {
  return (
    text.length <= 40 &&
    wordsOf(text).length <= 6 &&
    !endsSentence(text) &&
    readDateLine(text) === undefined &&
    furnitureOf(text) === undefined &&
    !isByline(text)
  );
}

function signed(units: readonly Unit[], start: number): readonly Unit[] {
  let end = start;
  while (units[end]?.sign && (end === start || belongs(units[end - 1], units[end]))) end++;
  return units.slice(start, end);
}

function belongs(unit: Unit | undefined, next: Unit | undefined): boolean {
  return (
    isAdjacent(unit, next) || (next?.sign?.kind !== 'dash' && unit?.sign?.kind === next?.sign?.kind)
  );
}

/** Lines directly below a label, up to an empty line or a photo. */
function unsigned(units: readonly Unit[], start: number): readonly Unit[] {
  let end = start;
  while (isAdjacent(units[end - 1], units[end]) && isPoint(units, end)) end++;
  return end - start >= 2 ? units.slice(start, end) : [];
}

function isPoint(units: readonly Unit[], index: number): boolean {
  const unit = units[index];
  if (!unit || unit.text.length > MAX_POINT || unit.keep || unit.cells) return false;
  if (photoAt(units, index) || splitDateline(unit.text) || isByline(unit.text)) return false;
  return readDateLine(unit.text) === undefined && furnitureOf(unit.text) === undefined;
}
