/** CSV as it is written (RFC 4180), so that a spreadsheet computes nothing of it. */

/**
 * What a spreadsheet takes for a formula: at the start of a value, and after a semicolon or tab too,
 * which separate values in some languages. The full-width signs count in Japanese and Chinese ones.
 */
const FORMULA = String.raw`[=+\-@\t\r＝＋－＠]`;
const BEFORE_FORMULA = new RegExp(String.raw`(?<=^|[;\t])(?='*${FORMULA})`, 'gu');
const APOSTROPHE = new RegExp(String.raw`(?<=^|[;\t])'(?='*${FORMULA})`, 'gu');

/** Returns values as a line of CSV without its end; one line, whatever they contain. */
export function csvLine(values: readonly string[]): string {
  return values.map(csvCell).join(',');
}

function csvCell(value: string): string {
  const line = value
    .toWellFormed()
    .replace(/\s*\p{Cc}+\s*/gu, ' ')
    .trim();
  const text = line.replace(BEFORE_FORMULA, "'");
  return /[",;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Returns a value without the apostrophes that `csvLine`, or a spreadsheet, put before formulas. */
export function withoutApostrophes(cell: string): string {
  return cell.includes("'") ? cell.replace(APOSTROPHE, '') : cell;
}
