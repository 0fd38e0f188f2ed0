import type { Table } from '../article/article.ts';
import { plainText, type RichText } from '../article/rich-text.ts';
import type { Setting } from './setting.ts';

/** A table as a template sees it. */
export interface TableView<Rich> {
  /** Null if the table has no header. */
  readonly header: readonly Cell<Rich>[] | null;
  readonly rows: readonly Row<Rich>[];
  /** Whether its columns don't fit a phone: its rows are then set as a list. */
  readonly wide: boolean;
}

export interface Row<Rich> {
  /** The first cell, which says what the row is about. */
  readonly label: Cell<Rich>;
  readonly cells: readonly Cell<Rich>[];
}

export interface Cell<Rich> {
  /** Null if the cell is empty. */
  readonly text: Rich | null;
  /** The header of its column, if it has one. */
  readonly heading: Rich | null;
  /** Null for the side where a line of its language starts. */
  readonly align: 'left' | 'right' | 'center' | null;
  /** Whether it is aligned to the side where such a line ends. */
  readonly atEnd: boolean;
  /** The width of its column in percent: only in the first line, and unless the table is wide. */
  readonly width: number | null;
}

/** Makes the view of a table. */
export function tableView<Rich>(table: Table, set: Setting<Rich>): TableView<Rich> {
  const widths = widthsOf(table);
  const { header, rows } = withRows(table);
  const known = (text: RichText | undefined) =>
    text === undefined || plainText(text).trim() === '' ? null : set.rich(text);
  const cells = (row: readonly RichText[], isFirst: boolean) =>
    row.map((text, column): Cell<Rich> => ({
      text: known(text),
      heading: known(header?.[column]),
      align: alignOf(table.align[column], set.end),
      atEnd: table.align[column] === 'end',
      width: isFirst ? (widths?.[column] ?? null) : null,
    }));
  return {
    header: header ? cells(header, true) : null,
    rows: rows.flatMap((row, index) => {
      const [label, ...others] = cells(row, !header && index === 0);
      if (!label) return [];
      // In a list, an empty cell says something only after its heading.
      return [
        { label, cells: widths ? others : others.filter((cell) => cell.heading ?? cell.text) },
      ];
    }),
    wide: widths === undefined,
  };
}

/** A table with nothing but a header has one row. */
function withRows(table: Table): Pick<Table, 'header' | 'rows'> {
  return table.header && table.rows.length === 0 ? { rows: [table.header] } : table;
}

function alignOf(align: Table['align'][number] = 'start', end: 'left' | 'right') {
  if (align === 'start') return null;
  return align === 'center' ? align : end;
}

/** What a phone of 320 px leaves between the margins, and what parts two columns, in px. */
const PHONE = 280;
const GAP = 12;
/** The width of a character, and of one of a script whose characters are square. */
const CHARACTER = 9.6;
const SQUARE = 16;
/** More characters in a row of several columns would make many short lines. */
const MOST_CHARACTERS = 110;
/** A longer text has no claim to a still wider column. */
const LONG_TEXT = 40;

/**
 * Returns the widths of the columns in percent, as wide as their longest words and the more text the
 * wider; undefined if a phone is too narrow for them.
 */
function widthsOf({ header, rows }: Table): readonly number[] | undefined {
  const all = [...(header ? [header] : []), ...rows].map((row) => row.map(plainText));
  const count = Math.max(0, ...all.map((row) => row.length));
  const columns = Array.from({ length: count }, (_, column) => all.map((row) => row[column] ?? ''));
  const needs = columns.map((texts) => Math.max(...texts.map(widestWord)));
  const room = PHONE - GAP * (count - 1) - sum(needs);
  const longest = Math.max(0, ...all.map((row) => row.join('').length));
  if (room < 0 || (count > 2 && longest > MOST_CHARACTERS)) return undefined;
  const lengths = columns.map((texts) =>
    Math.min(LONG_TEXT, Math.max(1, ...texts.map(({ length }) => length))),
  );
  const widths = needs.map((need, column) => {
    const share = (lengths[column] ?? 0) / sum(lengths);
    return Math.floor((100 * (need + GAP + room * share)) / PHONE);
  });
  // The first one takes what rounding leaves.
  return widths.map((width, column) => (column === 0 ? width + 100 - sum(widths) : width));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

const SQUARES =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff00-\uff60]/gu;

/** Returns the width in px of the widest part of a text that a browser does not break. */
function widestWord(text: string): number {
  const words = text.replace(SQUARES, ' \u3000 ').split(/[ \t\n\u200b\u00ad]+|(?<=[-–—/])/u);
  return Math.max(
    ...words.map((word) => (word === '\u3000' ? SQUARE : Array.from(word).length * CHARACTER)),
  );
}
