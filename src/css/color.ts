import type { Color as CuloriColor, Rgb } from 'culori';
// The same library in one file: as ECMAScript modules it is 150, which take 40 ms longer to load.
import culori from 'culori/require';

/** A colour that a screen can show: red, green, blue and alpha from 0 to 1. */
export type Color = Readonly<Required<Rgb>>;

const toRgb = culori.converter('rgb');
const toHsl = culori.converter('hsl');

export const WHITE: Color = { mode: 'rgb', r: 1, g: 1, b: 1, alpha: 1 };
export const BLACK: Color = { mode: 'rgb', r: 0, g: 0, b: 0, alpha: 1 };
export const TRANSPARENT: Color = { ...BLACK, alpha: 0 };

/**
 * Parses a colour of CSS Color 4; one that a screen cannot show is clipped to sRGB. Undefined for
 * any other text, and for what depends on its context, such as `currentcolor`.
 */
export function parseColor(text: string): Color | undefined {
  const color = culori.parse(text.trim().toLowerCase());
  return color && onScreen(color);
}

function onScreen(color: CuloriColor): Color {
  return allChannels(culori.clampRgb(toRgb(color)));
}

/** Channels may be missing: `rgb(none 0 0)`. */
function allChannels({ r = 0, g = 0, b = 0, alpha = 1 }: Partial<Rgb>): Color {
  return { mode: 'rgb', r, g, b, alpha };
}

/** Returns a colour as it is seen over an opaque background. */
export function over(color: Color, background: Color): Color {
  return onScreen(culori.blend([background, color]));
}

/** Returns the contrast ratio, from 1 for none to 21 for black on white (WCAG 2). */
export function contrastRatio(one: Color, other: Color): number {
  return culori.wcagContrast(one, other);
}

/** Returns the lightness in HSL, from 0 to 1. */
export function lightness(color: Color): number {
  return toHsl(color).l;
}

/** Returns the colour with its lightness in HSL inverted; hue, saturation and alpha stay. */
export function invertLightness(color: Color): Color {
  const hsl = toHsl(color);
  return onScreen({ ...hsl, l: 1 - hsl.l });
}

/** Returns the colour in CSS, alpha included, rounded to what a screen shows. */
export function toCss(color: Color): string {
  return culori.formatRgb(color);
}

/** Returns the colour in six hexadecimal digits, without alpha. */
export function toHex(color: Color): string {
  return culori.formatHex(color);
}
