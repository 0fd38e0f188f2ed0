/** A line's height: a factor of the size of the type, which children inherit, or a length in px. */
export type LineHeight = { readonly factor: number } | { readonly px: number };

/** What "normal" comes to in most fonts. */
export const NORMAL_LINE: LineHeight = { factor: 1.2 };

const BROWSER_EMS: Readonly<Record<string, number>> = {
  H1: 2,
  H2: 1.5,
  H3: 1.17,
  H5: 0.83,
  H6: 0.67,
  SMALL: 5 / 6,
  SUB: 5 / 6,
  SUP: 5 / 6,
};
const BROWSER_BOLD = ['B', 'STRONG', 'TH', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6'];
const KEYWORDS: Readonly<Record<string, number>> = {
  'xx-small': 9,
  'x-small': 10,
  small: 13,
  medium: 16,
  large: 18,
  'x-large': 24,
  'xx-large': 32,
};

/** The size of the type in px: as declared, or as browsers have it for the element. */
export function fontSizeOf(tag: string, value: string | undefined, parent: number): number {
  const keyword = KEYWORDS[value?.toLowerCase() ?? ''];
  const declared = value === undefined ? undefined : (keyword ?? lengthOf(value, parent));
  return declared ?? parent * (value === undefined ? (BROWSER_EMS[tag] ?? 1) : 1);
}

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

/** The height of a line as a factor of the size of its type. */
export function lineFactor(line: LineHeight, fontSize: number): number {
  return 'factor' in line ? line.factor : line.px / fontSize;
}

export function isBold(tag: string, value: string | undefined, parent: boolean): boolean {
  if (value === undefined) return parent || BROWSER_BOLD.includes(tag);
  if (/^(?:bold|bolder)$/i.test(value)) return true;
  const weight = Number(value);
  return Number.isNaN(weight) ? /^inherit$/i.test(value) && parent : weight >= 700;
}

/** A length in px; undefined for what is none. `em` is the size that ems and percents refer to. */
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
