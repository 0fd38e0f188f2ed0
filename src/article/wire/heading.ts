/** Headings: short lines of their own that are no sentence, above what they stand for. */
import { isTimeLine } from './date-line.ts';
import { hasRunInHead } from './dateline.ts';
import { isAdjacent } from './lines.ts';
import { endsSentence, wordsOf } from './sentence.ts';
import { isTableRow } from './table.ts';
import type { Unit } from './wrapping.ts';

const MAX_LENGTH = 80;
const MAX_EAST_ASIAN = 30;
/** A paragraph that a heading stands directly above or below has at least this length. */
const PROSE = 80;
/** How many headings can stand above each other: a rubric, and the headline below it. */
const MAX_STACKED = 3;

/** Returns whether the unit at an index is a heading by its form and by its place. */
export function isHeadingAt(units: readonly Unit[], index: number): boolean {
  return isHeading(units, index, MAX_STACKED);
}

function isHeading(units: readonly Unit[], index: number, stacked: number): boolean {
  const unit = units[index];
  const next = units[index + 1];
  if (!unit || !next || stacked === 0 || !hasFormOfHeading(unit)) return false;
  const above = units[index - 1];
  const isApart = !isAdjacent(above, unit) || (above !== undefined && isAbove(above, unit));
  if (!isApart) return false;
  if (isAdjacent(unit, next))
    return next.sign !== undefined || next.cells !== undefined || isBelowHeading(next);
  return (
    next.sign !== undefined ||
    isTableRow(next) ||
    isLong(next) ||
    isBelowHeading(next) ||
    isHeading(units, index + 1, stacked - 1)
  );
}

function hasFormOfHeading({ text: whole, sign, cells, keep }: Unit): boolean {
  const text = sign?.text ?? whole;
  if (
    (sign && sign.kind !== 'number') ||
    cells ||
    keep ||
    text.length > MAX_LENGTH ||
    text.includes(' | ')
  )
    return false;
  if (/^["“”'‘(«„\s]*\p{Ll}/u.test(text) || /[.…。:：,;—–-]["”’»]*$/u.test(text)) return false;
  if (/[.!?…]\s+\p{Lu}/u.test(text.replace(/\b(?:\p{Lu}\.)+|\b(?:St|Mr|Mrs|Ms|Dr|No|vs)\./gu, '')))
    return false;
  if (/[!！]["”’»]*$/u.test(text) || /^(?:https?:|>)|@/u.test(text)) return false;
  if (/[\u3040-\u30ff\u3400-\u9fff]/u.test(text)) return text.length <= MAX_EAST_ASIAN;
  // A question of somebody who speaks has more words than one of a heading.
  return !endsSentence(text) || wordsOf(text).length <= 8;
}

/** Directly above a heading stands the end of a paragraph, or the time of a post. */
function isAbove(above: Unit, heading: Unit): boolean {
  return (
    (endsSentence(above.text) && above.text.length > heading.text.length) || isTimeLine(above.text)
  );
}

function isLong({ text }: Unit): boolean {
  return text.length > PROSE;
}

function isBelowHeading({ text }: Unit): boolean {
  const least = /[\u3040-\u30ff\u3400-\u9fff]/u.test(text) ? 30 : PROSE;
  return (text.length > least && endsSentence(text)) || hasRunInHead(text);
}
