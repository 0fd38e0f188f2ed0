/** Font sizes, line heights and weights, computed from declared values. */

/** A factor of the font size, which children inherit, or a length in px. */
export type LineHeight = { readonly factor: number } | { readonly px: number };

/** What `normal` is in most fonts. */
export const NORMAL_LINE: LineHeight = { factor: 1.2 };

/** The font sizes that browsers give elements, in em. */
const DEFAULT_EMS: ReadonlyMap<string, number> = new Map([
  ['H1', 2],
  ['H2', 1.5],
  ['H3', 1.17],
  ['H5', 0.83],
  ['H6', 0.67],
  ['SMALL', 5 / 6],
  ['SUB', 5 / 6],
  ['SUP', 5 / 6],
]);
const BOLD_BY_DEFAULT = ['B', 'STRONG', 'TH', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6'];
const SIZE_KEYWORDS: ReadonlyMap<string, number> = new Map([
  ['xx-small', 9],
  ['x-small', 10],
  ['small', 13],
  ['medium', 16],
  ['large', 18],
  ['x-large', 24],
  ['xx-large', 32],
]);

/** Returns the font size in px: as declared, otherwise the browsers' default for the element. */
export function fontSizeOf(tag: string, value: string | undefined, parent: number): number {
  if (value === undefined) return parent * (DEFAULT_EMS.get(tag) ?? 1);
  return SIZE_KEYWORDS.get(value.toLowerCase()) ?? lengthOf(value, parent) ?? parent;
}

/** Returns the line height: as declared, otherwise inherited. */
export function lineHeightOf(
  value: string | undefined,
  fontSize: number,
  parent: LineHeight,
): LineHeight {
  if (value === undefined || value === 'inherit') return parent;
  if (/^\d*\.?\d+$/.test(value)) return { factor: Number(value) };
  const px = lengthOf(value, fontSize);
  return px === undefined ? NORMAL_LINE : { px };
}

/** Returns a line height as a factor of the font size in px. */
export function lineFactor(line: LineHeight, fontSize: number): number {
  return 'factor' in line ? line.factor : line.px / fontSize;
}

/** Returns whether text is bold: as declared, otherwise by default or inherited. */
export function isBold(tag: string, value: string | undefined, parent: boolean): boolean {
  if (value === undefined) return parent || BOLD_BY_DEFAULT.includes(tag);
  if (/^(?:bold|bolder)$/i.test(value)) return true;
  const weight = Number(value);
  return Number.isNaN(weight) ? /^inherit$/i.test(value) && parent : weight >= 700;
}

/** A length in px, undefined if it is none; `em` is what ems and percentages refer to, in px. */
function lengthOf(value: string, em: number): number | undefined {
  const [, number, unit = 'px'] = /^(\d*\.?\d+)(px|pt|em|rem|%)?$/i.exec(value) ?? [];
  if (number === undefined) return undefined;
  const px: Readonly<Record<string, number>> = {
    px: 1,
    pt: 4 / 3,
    em,
    rem: 16,
    '%': em / 100,
  };
  return Number(number) * (px[unit.toLowerCase()] ?? 1);
}
