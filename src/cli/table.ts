import { graphemes } from '../base/graphemes.ts';

/** Returns rows of cells in columns, two spaces apart. */
export function aligned(
  rows: readonly (readonly string[])[],
  sides: readonly ('left' | 'right')[],
): string {
  const widths = sides.map((_, column) => widest(rows.map((row) => row[column] ?? '')));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => padded(cell, widths[column] ?? 0, sides[column] ?? 'left'));
  return rows.map((row) => `  ${line(row).join('  ').trimEnd()}`).join('\n');
}

function padded(cell: string, width: number, side: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - lengthOf(cell)));
  return side === 'left' ? cell + space : space + cell;
}

function widest(cells: readonly string[]): number {
  return cells.reduce((width, cell) => Math.max(width, lengthOf(cell)), 0);
}

/** In characters as a reader counts them. */
function lengthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : graphemes(text).length;
}
