/** Lists in a story, with the lists below their items. */
import type { List, ListItem } from '../article.ts';
import { isHeadingAt } from './heading.ts';
import { readInline } from './inline.ts';
import { isAdjacent } from './lines.ts';
import { endsSentence } from './sentence.ts';
import type { Unit } from './wrapping.ts';

/** Takes the list at an index; undefined if there is none, as with spoken lines behind dashes. */
export function takeList(
  units: readonly Unit[],
  start: number,
): { readonly list: List; readonly length: number } | undefined {
  const first = units[start];
  if (
    !first?.sign ||
    isNumberedHeading(units, start) ||
    (isSpoken(units, start) && !isAnnounced(units, start))
  )
    return undefined;
  let end = start + 1;
  let item = first;
  for (let next = units[end]; next?.sign; next = units[++end]) {
    const isBelow = isAdjacent(units[end - 1], next) && isDeeper(next, first, first.indent);
    if (!isBelow && !follows(item, next, units[end - 1])) break;
    if (isSpokenAlone(units, end)) break;
    if (!isBelow) item = next;
  }
  const items = units.slice(start, end);
  // A name behind a dash is that of somebody who said the words above.
  if (items.length === 1 && first.sign.kind === 'dash' && !isAnnounced(units, start))
    return undefined;
  return { list: listOf(items), length: items.length };
}

/** Whether an item is the next of the same list: of the same kind, and with the next number. */
function follows(item: Unit, next: Unit, above: Unit | undefined): boolean {
  if (item.sign?.kind !== next.sign?.kind) return false;
  if (next.sign?.number !== undefined && next.sign.number !== (item.sign?.number ?? 0) + 1)
    return false;
  return isAdjacent(above, next) || next.sign?.kind !== 'dash';
}

/** "1. The money" between empty lines, above a paragraph. */
function isNumberedHeading(units: readonly Unit[], index: number): boolean {
  const unit = units[index];
  return (
    unit?.sign?.kind === 'number' &&
    units[index + 1]?.sign === undefined &&
    isHeadingAt(units, index)
  );
}

/** A line behind a dash that is a sentence: it can be spoken words, in many languages. */
function isSpoken(units: readonly Unit[], index: number): boolean {
  const unit = units[index];
  if (unit?.sign?.kind === 'dash') return endsSentence(unit.text) || isSpokenAlone(units, index);
  return isSpokenAlone(units, index);
}

/** "- I will vote for it, said Tom Arden." between empty lines. */
function isSpokenAlone(units: readonly Unit[], index: number): boolean {
  const unit = units[index];
  if (!unit?.sign || !/^[–—―-]/u.test(unit.text)) return false;
  const isAlone = !isAdjacent(units[index - 1], unit) && !isAdjacent(unit, units[index + 1]);
  return isAlone && endsSentence(unit.text) && unit.text.length > 40;
}

/** Below a colon, or a heading directly above, lines behind dashes are a list. */
function isAnnounced(units: readonly Unit[], index: number): boolean {
  const above = units[index - 1];
  if (!above || above.sign) return false;
  return (
    /[:：]$/u.test(above.text) || (isAdjacent(above, units[index]) && !endsSentence(above.text))
  );
}

function listOf(units: readonly Unit[]): List {
  const [first] = units;
  const base = first?.indent ?? 0;
  const items: ListItem[] = [];
  for (let index = 0; index < units.length;) {
    const unit = units[index];
    if (!unit) break;
    let end = index + 1;
    while (isDeeper(units[end], unit, base)) end++;
    const below = units.slice(index + 1, end);
    const text = readInline(unit.sign?.text ?? unit.text);
    items.push(below.length > 0 ? { text, list: listOf(below) } : { text });
    index = end;
  }
  const start = first?.sign?.number;
  return { kind: 'list', items, ...(start !== undefined && { start }) };
}

/** Whether an item is one of a list below another item: it is indented by two columns or more. */
function isDeeper(unit: Unit | undefined, item: Unit, base: number): boolean {
  return unit !== undefined && unit.indent >= Math.max(item.indent, base) + 2;
}
