import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contrastRatio,
  invertLightness,
  lightness,
  over,
  parseColor,
  toCss,
  toHex,
  type Color,
} from '../../src/css/color.ts';

const channel = fc.integer({ min: 0, max: 255 }).map((byte) => byte / 255);
const color = fc.record({
  mode: fc.constant('rgb' as const),
  r: channel,
  g: channel,
  b: channel,
  alpha: fc.constant(1),
});

const parsed = (text: string): Color => {
  const found = parseColor(text);
  if (!found) throw new Error(`${text} is not a colour.`);
  return found;
};

describe('parsing a colour', () => {
  test.each([
    ['#9a1b1e', '#9a1b1e'],
    ['#FFF', '#ffffff'],
    ['#12345678', '#123456'],
    ['#1238', '#112233'],
    ['rgb(154, 27, 30)', '#9a1b1e'],
    ['rgb(100% 0 0 / 50%)', '#ff0000'],
    ['rgba(0,0,0,.5)', '#000000'],
    ['rgb(300 -20 0)', '#ff0000'],
    ['hsl(0, 100%, 50%)', '#ff0000'],
    ['hsl(210deg 100% 20%)', '#003366'],
    ['hsl(-150 100% 20%)', '#003366'],
    ['HSL(0.5turn 100% 20%)', '#006666'],
    ['hwb(120 10% 20%)', '#1acc1a'],
    ['lab(50% 40 59.5)', '#bf5700'],
    ['lch(50% 50 20)', '#c2505d'],
    ['rgb(none 255 none)', '#00ff00'],
    ['hsl(none none 50%)', '#808080'],
    ['oklab(50% none 0.1)', '#796006'],
    ['OKLCH(70% 0.1 200)', '#40b1b7'],
    ['color(srgb 1 0 0)', '#ff0000'],
    ['rebeccapurple', '#663399'],
    [' White ', '#ffffff'],
  ])('reads %s as %s', (text, hex) => {
    expect(toHex(parsed(text))).toBe(hex);
  });

  test('takes a missing channel for 0', () => {
    expect(parsed('rgb(none 255 none)')).toEqual(parsed('#0f0'));
  });

  test('clips a colour that a screen cannot show to sRGB', () => {
    expect(parsed('color(display-p3 1 0 0)')).toEqual(parsed('#f00'));
  });

  test.each([
    ['rgb(0 0 0 / 25%)', 0.25],
    ['#00000080', 128 / 255],
    ['lab(50% 40 59.5 / .5)', 0.5],
    ['transparent', 0],
    ['#000', 1],
  ])('keeps the alpha of %s', (text, alpha) => {
    expect(parsed(text).alpha).toBe(alpha);
  });

  test.each([
    ...['', 'inherit', 'currentcolor', '#12', '#ggg', 'rgb(1, 2)', 'url(x.png)', 'var(--x)'],
    ...['color-mix(in srgb, red, blue)', 'constructor', 'red;'],
  ])('does not take %j for a colour', (text) => {
    expect(parseColor(text)).toBeUndefined();
  });

  test('reads back the same colour from hexadecimal digits and from CSS', () => {
    fc.assert(
      fc.property(color, (one) => {
        expect(parsed(toHex(one))).toEqual(one);
        expect(parsed(toCss(one))).toEqual(one);
      }),
    );
  });
});

test('CSS keeps the alpha of a colour', () => {
  expect(toCss(parsed('rgb(255 0 0 / 50%)'))).toBe('rgba(255, 0, 0, 0.5)');
});

test('a half transparent colour over another is halfway between them', () => {
  expect(toHex(over({ ...parsed('#000'), alpha: 0.5 }, parsed('#fff')))).toBe('#808080');
});

describe('the contrast ratio', () => {
  test('is 21 between black and white, and as WCAG computes it for grey on white', () => {
    expect(contrastRatio(parsed('#000'), parsed('#fff'))).toBeCloseTo(21, 10);
    expect(contrastRatio(parsed('#767676'), parsed('#fff'))).toBeCloseTo(4.54, 2);
    expect(contrastRatio(parsed('#777777'), parsed('#fff'))).toBeCloseTo(4.48, 2);
  });

  test('is the same in both directions and between 1 and 21', () => {
    fc.assert(
      fc.property(color, color, (one, other) => {
        const ratio = contrastRatio(one, other);
        expect(ratio).toBe(contrastRatio(other, one));
        expect(ratio).toBeGreaterThanOrEqual(1);
        expect(ratio).toBeLessThanOrEqual(21.000001);
      }),
    );
  });

  test('of a colour to itself is 1', () => {
    fc.assert(
      fc.property(color, (one) => {
        expect(contrastRatio(one, one)).toBe(1);
      }),
    );
  });
});

describe('inverting the lightness', () => {
  test('gives the opposite lightness and channels that a screen can show', () => {
    fc.assert(
      fc.property(color, (one) => {
        const inverted = invertLightness(one);
        expect(lightness(inverted)).toBeCloseTo(1 - lightness(one), 10);
        for (const each of [inverted.r, inverted.g, inverted.b]) {
          expect(each).toBeGreaterThanOrEqual(0);
          expect(each).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('twice gives the same colour', () => {
    fc.assert(
      fc.property(color, (one) => {
        expect(toHex(invertLightness(invertLightness(one)))).toBe(toHex(one));
      }),
    );
  });

  test('turns white into black, and dark red into light red', () => {
    expect(toHex(invertLightness(parsed('#fff')))).toBe('#000000');
    expect(toHex(invertLightness(parsed('#9a1b1e')))).toBe('#e46568');
    expect(contrastRatio(invertLightness(parsed('#000')), parsed('#000'))).toBe(21);
  });
});
