/** Reads tables of data. A table that only arranges a page is read as what is in it. */
import type { Table } from '../article.ts';
import { plainText, type RichText } from '../rich-text.ts';
import { readInlineText } from './inline.ts';
import type { MeasureOf } from './measures.ts';
import { add, inlineReader, type Place, type Walk } from './walking.ts';

const MAX_COLUMNS = 20;
/** A cell with more characters holds a part of the page. */
const MAX_CELL = 600;
const NOT_IN_CELLS = 'table, h1, h2, h3, figure, img, ul, ol, blockquote, iframe';

/** Returns whether a table has rows and columns of data. */
export function isDataTable(table: Element, measureOf: MeasureOf): boolean {
  const role = table.getAttribute('role');
  if (role === 'presentation' || role === 'none') return false;
  const rows = rowsOf(table);
  const columns = Math.max(0, ...rows.map((row) => cellsOf(row).length));
  if (rows.length < 1 || columns < 2 || columns > MAX_COLUMNS) return false;
  const cells = rows.flatMap(cellsOf);
  return cells.every(
    (cell) => cell.querySelector(NOT_IN_CELLS) === null && measureOf(cell).text <= MAX_CELL,
  );
}

/** Adds a table, and its caption as a paragraph above it. */
export function readTable(table: Element, place: Place, walk: Walk): void {
  for (const child of table.children) {
    if (child.tagName === 'CAPTION') walk.readChildren(child, place, walk);
  }
  const rows = rowsOf(table);
  const grid = gridOf(rows, (cell) =>
    readInlineText([...cell.childNodes], inlineReader(walk, place)),
  );
  const isHeader = isHeaderRow(rows[0]);
  const [first, ...others] = grid;
  if (!first || !grid.flat().some((cell) => cell.length > 0)) return;
  const body = isHeader ? others : grid;
  const content: Table = {
    kind: 'table',
    ...(isHeader && { header: first.map(withoutStrong) }),
    rows: body,
    align: first.map((_, column) => alignOf(body.map((row) => row[column] ?? []))),
  };
  add(walk, table, content, place.reason);
}

/** A header is set in bold anyway. */
function withoutStrong(cell: RichText): RichText {
  return cell.flatMap((inline) => (inline.kind === 'strong' ? inline.children : [inline]));
}

function rowsOf(table: Element): readonly Element[] {
  const rows = Array.from(table.querySelectorAll('tr')).filter(
    (row) => row.parentElement?.closest('table') === table,
  );
  const isFoot = (row: Element) => row.parentElement?.tagName === 'TFOOT';
  return [...rows.filter((row) => !isFoot(row)), ...rows.filter(isFoot)];
}

function cellsOf(row: Element): readonly Element[] {
  return Array.from(row.children).filter(({ tagName }) => tagName === 'TD' || tagName === 'TH');
}

function isHeaderRow(row: Element | undefined): boolean {
  if (!row) return false;
  const cells = cellsOf(row);
  if (row.parentElement?.tagName === 'THEAD') return true;
  return cells.length > 0 && cells.every((cell) => cell.tagName === 'TH' || isAllStrong(cell));
}

function isAllStrong(cell: Element): boolean {
  const strong = cell.querySelector('b, strong');
  return strong !== null && strong.textContent.trim() === cell.textContent.trim();
}

/** Lays cells out in a grid: one that spans several has its text in the first of them. */
function gridOf(
  rows: readonly Element[],
  read: (cell: Element) => RichText,
): readonly (readonly RichText[])[] {
  const grid: (RichText | undefined)[][] = rows.map(() => []);
  for (const [y, row] of rows.entries()) {
    let x = 0;
    for (const cell of cellsOf(row)) {
      while (grid[y]?.[x] !== undefined) x++;
      const text = read(cell);
      const across = spanOf(cell, 'colspan');
      const down = spanOf(cell, 'rowspan');
      for (let dy = 0; dy < down; dy++)
        for (let dx = 0; dx < across; dx++) {
          const line = grid[y + dy];
          if (line) line[x + dx] = dx === 0 && dy === 0 ? text : [];
        }
    }
  }
  const columns = Math.max(...grid.map((row) => row.length));
  return grid
    .map((row) => Array.from({ length: columns }, (_, x) => row[x] ?? []))
    .filter((row) => row.some((cell) => cell.length > 0));
}

function spanOf(cell: Element, name: string): number {
  const span = Number(cell.getAttribute(name) ?? 1);
  return Number.isInteger(span) && span >= 1 ? Math.min(span, MAX_COLUMNS) : 1;
}

/** A column of numbers is aligned at its end. */
function alignOf(cells: readonly RichText[]): 'start' | 'end' {
  const texts = cells.map((cell) => plainText(cell).trim()).filter((text) => text !== '');
  const isNumbers = texts.every(
    (text) => /^[\p{Sc}+−–-]?\s?\d[\d.,:\s]*\s?[%\p{Sc}]?$/u.test(text) || /^[–—-]$/.test(text),
  );
  return texts.length > 0 && isNumbers ? 'end' : 'start';
}
