/** Tables in a text: lines with tabs, or with bars, that have the same number of cells. */
import type { Table } from '../article.ts';
import { readInline } from './inline.ts';
import { isAdjacent, type Line } from './lines.ts';

const NUMBER = /^[+−–-]?[$€£¥]?\s?\d[\d,. \u00a0']*\s?(?:%|[\p{L}]{1,3})?$/u;
const MAX_COLUMNS = 12;

/** Returns the cells of a row; undefined for a line that is none. */
function cellsOf({ text, cells, keep }: Line): readonly string[] | undefined {
  if (keep) return undefined;
  if (cells) return cells.length <= MAX_COLUMNS ? cells : undefined;
  if (text.length > 1000 || !text.includes(' | ')) return undefined;
  const bars = text.replace(/^\||\|$/g, '').split('|');
  return bars.length <= MAX_COLUMNS ? bars.map((cell) => cell.trim()) : undefined;
}

/** "|---|:---:|" below the header of a table. */
function isRuleOfTable({ text }: Line): boolean {
  return text.length <= 300 && /^\|?[\s:-]*-{2,}[\s:|-]*$/.test(text) && text.includes('|');
}

/** Returns whether a line alone has the form of a row. */
export function isTableRow({ text, cells }: Line): boolean {
  return cells !== undefined || text.slice(0, 1000).includes(' | ');
}

/**
 * Takes a table that starts at an index: at least two rows on consecutive lines with the same number
 * of cells, three rows where bars separate only two cells.
 */
export function takeTable(
  lines: readonly Line[],
  start: number,
): { readonly table: Table; readonly length: number } | undefined {
  const [first] = lines.slice(start, start + 1);
  const columns = first && cellsOf(first)?.length;
  if (!first || columns === undefined) return undefined;
  const rows: (readonly string[])[] = [];
  let rules = 0;
  for (let index = start; index < lines.length; index++) {
    const line = lines[index];
    if (index > start && line && isRuleOfTable(line) && isAdjacent(lines[index - 1], line)) {
      rules++;
      continue;
    }
    const cells = line && cellsOf(line);
    if (cells?.length !== columns || (index > start && !isAdjacent(lines[index - 1], line))) break;
    rows.push(cells);
  }
  if (rows.length < (columns === 2 && !first.cells && rules === 0 ? 3 : 2)) return undefined;
  return { table: tableOf(rows), length: rows.length + rules };
}

function tableOf(rows: readonly (readonly string[])[]): Table {
  const [first = [], ...others] = rows;
  const isNumeric = first.map((_, column) => others.every((row) => isNumber(row[column] ?? '')));
  const hasHeader = first.some((cell, column) => isNumeric[column] === true && !isNumber(cell));
  const body = hasHeader ? others : rows;
  const align = first.map((_, column) =>
    body.every((row) => isNumber(row[column] ?? '')) ? ('end' as const) : ('start' as const),
  );
  const rich = (row: readonly string[]) => row.map(readInline);
  return { kind: 'table', rows: body.map(rich), align, ...(hasHeader && { header: rich(first) }) };
}

function isNumber(cell: string): boolean {
  return cell.length <= 30 && NUMBER.test(cell);
}
