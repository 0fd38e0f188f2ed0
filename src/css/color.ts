import { NAMED_COLORS } from './color-names.ts';

/** Red, green and blue from 0 to 255, and alpha from 0 to 1. */
export interface Color {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly a: number;
}

export const WHITE: Color = { r: 255, g: 255, b: 255, a: 1 };
export const BLACK: Color = { r: 0, g: 0, b: 0, a: 1 };
export const TRANSPARENT: Color = { ...BLACK, a: 0 };

/** A CSS colour, or undefined for what is none or depends on where it stands. */
export function parseColor(text: string): Color | undefined {
  const value = text.trim().toLowerCase();
  if (value === 'transparent') return TRANSPARENT;
  if (value.startsWith('#')) return fromHex(value.slice(1));
  const call = /^(rgb|hsl)a?\((.*)\)$/.exec(value);
  if (!call) return fromHex(NAMED_COLORS.get(value) ?? '');
  const parts = (call[2] ?? '').split(/[\s,/]+/).filter(Boolean);
  return call[1] === 'rgb' ? fromRgb(parts) : fromHsl(parts);
}

function fromHex(digits: string): Color | undefined {
  if (!/^(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/.test(digits)) return undefined;
  const long = digits.length < 6 ? digits.replace(/./g, '$&$&') : digits;
  const byte = (at: number) => parseInt(long.slice(at, at + 2), 16);
  return { r: byte(0), g: byte(2), b: byte(4), a: long.length === 8 ? byte(6) / 255 : 1 };
}

function fromRgb([r = '', g = '', b = '', a = '1']: readonly string[]): Color | undefined {
  return known({ r: amount(r, 255), g: amount(g, 255), b: amount(b, 255), a: amount(a, 1) });
}

function fromHsl([h = '', s = '', l = '', a = '1']: readonly string[]): Color | undefined {
  const hue = parseFloat(h) / 30;
  const [saturation, light] = [amount(s, 1), amount(l, 1)];
  const chroma = saturation * Math.min(light, 1 - light);
  const channel = (n: number) => {
    const k = (((n + hue) % 12) + 12) % 12;
    return 255 * (light - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return known({ r: channel(0), g: channel(8), b: channel(4), a: amount(a, 1) });
}

/** A number or a percentage of the whole, within 0 and the whole. */
function amount(text: string, whole: number): number {
  const value = text.endsWith('%') ? (parseFloat(text) / 100) * whole : Number(text || 'NaN');
  return Math.min(whole, Math.max(0, value));
}

function known(color: Color): Color | undefined {
  return Object.values(color).some(Number.isNaN) ? undefined : color;
}

/** A colour as it is seen over an opaque one. */
export function over(color: Color, ground: Color): Color {
  const mix = (above: number, below: number) => above * color.a + below * (1 - color.a);
  return {
    r: mix(color.r, ground.r),
    g: mix(color.g, ground.g),
    b: mix(color.b, ground.b),
    a: 1,
  };
}

/** Relative luminance, from 0 for black to 1 for white (WCAG 2). */
export function luminance({ r, g, b }: Color): number {
  const linear = (byte: number) => {
    const c = byte / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** From 1 for no contrast to 21 for black on white (WCAG 2). */
export function contrastRatio(one: Color, other: Color): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Lightness as HSL has it, from 0 to 1. */
export function lightness({ r, g, b }: Color): number {
  return (Math.max(r, g, b) + Math.min(r, g, b)) / 510;
}

/**
 * The colour with its HSL lightness inverted. Hue and saturation stay, so each channel moves by
 * the same distance.
 */
export function invertLightness({ r, g, b, a }: Color): Color {
  const move = 255 - Math.max(r, g, b) - Math.min(r, g, b);
  return { r: r + move, g: g + move, b: b + move, a };
}

/** As CSS writes it, alpha included. */
export function toCss({ r, g, b, a }: Color): string {
  return `rgb(${r} ${g} ${b} / ${a})`;
}

export function toHex({ r, g, b }: Color): string {
  const hex = (byte: number) => Math.round(byte).toString(16).padStart(2, '0');
  return `#${hex(r)}${hex(g)}${hex(b)}`;
}
