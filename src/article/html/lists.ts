/** Reads lists, nested ones as they are. */
import type { List, ListItem } from '../article.ts';
import type { RichText } from '../rich-text.ts';
import { joinTexts, readInline } from './inline.ts';
import { plainOf, type Piece } from './pieces.ts';
import { isElement, isSkipped, isText } from './tags.ts';
import { add, inlineReader, readApart, type Place, type Walk } from './walking.ts';

/** Adds a list, and below it the pictures and tables that stand in its items. */
export function readList(element: Element, place: Place, walk: Walk): void {
  const { notes } = walk.page.footnotes;
  const items = Array.from(element.children);
  if (items.length > 0 && items.every((item) => notes.has(item) || holdsNote(item, notes))) {
    walk.readChildren(element, place, walk);
    return;
  }
  const others: Piece[] = [];
  const list = listOf(element, place, walk, others);
  if (list.items.length > 0) add(walk, element, list, place.reason);
  for (const { element: from, content, reason } of others) add(walk, from, content, reason);
}

function holdsNote(item: Element, notes: ReadonlyMap<Element, string>): boolean {
  return (
    item.children.length === 1 &&
    item.firstElementChild !== null &&
    notes.has(item.firstElementChild)
  );
}

/** An item while it is read. */
interface OpenItem {
  readonly level: number;
  readonly texts: RichText[];
  readonly below: List[];
}

function listOf(element: Element, place: Place, walk: Walk, others: Piece[]): List {
  const open: OpenItem[] = [];
  for (const child of element.childNodes) {
    if (!isElement(child)) {
      if (isText(child) && child.data.trim() !== '')
        open.push({
          level: 1,
          texts: [...readInline([child], inlineReader(walk, place))],
          below: [],
        });
    } else if (isList(child)) {
      // Google Docs puts a nested list beside the item that it belongs to.
      const below = listOf(child, place, walk, others);
      const last = open.at(-1);
      if (last) last.below.push(below);
      else open.push({ level: 1, texts: [], below: [below] });
    } else if (!isSkipped(child)) open.push(itemOf(child, place, walk, others));
  }
  const start = element.tagName === 'OL' ? startOf(element) : undefined;
  return { kind: 'list', ...(start !== undefined && { start }), items: nest(open) };
}

function isList({ tagName }: Element): boolean {
  return tagName === 'UL' || tagName === 'OL';
}

function startOf(element: Element): number {
  const start = element.getAttribute('start') ?? '';
  return /^\d{1,6}$/.test(start) ? Number(start) : 1;
}

function itemOf(element: Element, place: Place, walk: Walk, others: Piece[]): OpenItem {
  const texts: RichText[] = [];
  const below: List[] = [];
  for (const piece of readApart(element, place, walk)) {
    if (piece.reason !== place.reason || ['image', 'table'].includes(piece.content.kind))
      others.push(piece);
    else if (piece.content.kind === 'list') below.push(piece.content);
    else if (piece.content.kind === 'text') texts.push(piece.content.text);
    else if (piece.content.kind === 'quote') texts.push([{ kind: 'text', text: plainOf(piece) }]);
    else others.push(piece);
  }
  const level = Number(element.getAttribute('aria-level') ?? 1);
  return { level: Number.isInteger(level) ? level : 1, texts, below };
}

/** Nests items that say their level in an attribute, as editors paste them. */
function nest(open: readonly OpenItem[]): readonly ListItem[] {
  const top = Math.min(...open.map(({ level }) => level));
  const items: ListItem[] = [];
  for (let at = 0; at < open.length;) {
    const item = open[at];
    if (!item) break;
    let end = at + 1;
    while (end < open.length && (open[end]?.level ?? 0) > top) end++;
    const deeper = open.slice(item.level > top ? at : at + 1, end);
    const nested = deeper.length === 0 ? [] : nest(deeper);
    const lists = item.level > top ? [] : item.below;
    items.push(...closed(item.level > top ? [] : item.texts, [...lists, ...listFrom(nested)]));
    at = end;
  }
  return items;
}

function listFrom(items: readonly ListItem[]): readonly List[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

/** An item without words of its own gives its place to what is below it. */
function closed(texts: readonly RichText[], below: readonly List[]): readonly ListItem[] {
  const [first] = below;
  const items = below.flatMap((list) => list.items);
  const filled = texts.filter((text) => text.length > 0);
  if (filled.length === 0) return items;
  const text = joinTexts(filled);
  if (!first || items.length === 0) return [{ text }];
  const start = first.start === undefined ? {} : { start: first.start };
  return [{ text, list: { kind: 'list', ...start, items } }];
}

/** Adds a list of terms and their descriptions. */
export function readDefinitions(element: Element, place: Place, walk: Walk): void {
  const items: RichText[][] = [];
  const others: Piece[] = [];
  for (const part of element.querySelectorAll('dt, dd')) {
    if (part.parentElement?.closest('dl') !== element) continue;
    const texts = readApart(part, place, walk).flatMap((piece): readonly RichText[] => {
      if (piece.content.kind === 'text' && piece.reason === place.reason)
        return [piece.content.text];
      others.push(piece);
      return [];
    });
    const isTerm = part.tagName === 'DT';
    if (isTerm || items.length === 0) items.push([]);
    const strong = texts.map((text): RichText =>
      isTerm ? [{ kind: 'strong', children: text }] : text,
    );
    items.at(-1)?.push(...strong);
  }
  const list = items
    .filter((texts) => texts.length > 0)
    .map((texts) => ({ text: joinTexts(texts) }));
  if (list.length > 0) add(walk, element, { kind: 'list', items: list }, place.reason);
  for (const { element: from, content, reason } of others) add(walk, from, content, reason);
}
