import type { Cell, Row, TableView } from './table-view.ts';
import { columnsOf, WIDTH, wrap } from './wrap.ts';

/** Characters in a line of a phone. A table that is wider is set row by row instead of in columns. */
const PHONE = 46;
/** The last column may be wrapped to this many characters. */
const LEAST = 18;
const GAP = '  ';

/** Sets a table in the text part: in columns if they fit a narrow screen. */
export function tableText(table: TableView<string>): string {
  return inColumns(table) ?? table.rows.map(rowText).join('\n');
}

/** A row as its label, and below it what the columns say. */
function rowText({ label, cells }: Row<string>): string {
  const said = cells.filter((cell) => cell.heading ?? cell.text).map(withHeading);
  return [
    wrap(`- ${withHeading(label)}`, WIDTH, '', '  '),
    ...(said.length > 0 ? [wrap(said.join(' · '), WIDTH, '  ', '  ')] : []),
  ].join('\n');
}

function withHeading({ heading, text }: Cell<string>): string {
  return `${heading === null ? '' : `${heading}: `}${text ?? '–'}`;
}

function inColumns({ header, rows }: TableView<string>): string | undefined {
  const body = rows.map(({ label, cells }) => [label, ...cells]);
  const lines = header ? [header, ...body] : body;
  const widths = widthsOf(lines);
  if (!widths || lines.some((cells) => cells.some(({ text }) => text?.includes('\n'))))
    return undefined;
  const rule = widths.map((width) => '-'.repeat(width)).join(GAP);
  const set = lines.map((cells) => lineText(cells, widths));
  return (header ? [...set.slice(0, 1), rule, ...set.slice(1)] : set).join('\n');
}

/** Returns the widths of the columns; undefined if they don't fit. */
function widthsOf(lines: readonly (readonly Cell<string>[])[]): readonly number[] | undefined {
  const count = Math.max(0, ...lines.map((cells) => cells.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(1, ...lines.map((cells) => columnsOf(cells[column]?.text ?? ''))),
  );
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + GAP.length, 0);
  const room = PHONE - before;
  const last = widths.at(-1) ?? 0;
  if (last <= room) return widths;
  return room >= LEAST ? [...widths.slice(0, -1), room] : undefined;
}

/** Sets a row; a long last cell continues in its column. */
function lineText(cells: readonly Cell<string>[], widths: readonly number[]): string {
  const before = cells.slice(0, -1).map((cell, column) => padded(cell, widths[column] ?? 0) + GAP);
  const start = before.join('');
  const last = cells.at(-1);
  const width = widths.at(-1) ?? 0;
  if (!last || columnsOf(last.text ?? '') <= width)
    return (start + (last ? padded(last, width) : '')).trimEnd();
  const indent = ' '.repeat(columnsOf(start));
  return wrap(last.text ?? '', columnsOf(start) + width, start, indent);
}

function padded({ text, align, atEnd }: Cell<string>, width: number): string {
  const said = text ?? '';
  const room = ' '.repeat(Math.max(0, width - columnsOf(said)));
  const half = Math.floor(room.length / 2);
  if (align === 'center') return room.slice(half) + said + room.slice(0, half);
  return atEnd ? room + said : said + room;
}
