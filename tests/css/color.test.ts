import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contrastRatio,
  invertLightness,
  lightness,
  luminance,
  over,
  parseColor,
  toHex,
  type Color,
} from '../../src/css/color.ts';

const byte = fc.integer({ min: 0, max: 255 });
const color = fc.record({ r: byte, g: byte, b: byte, a: fc.constant(1) });

const parsed = (text: string): Color => {
  const found = parseColor(text);
  if (!found) throw new Error(`${text} is no colour.`);
  return found;
};

describe('a colour', () => {
  test.each([
    ['#9a1b1e', '#9a1b1e'],
    ['#FFF', '#ffffff'],
    ['#12345678', '#123456'],
    ['rgb(154, 27, 30)', '#9a1b1e'],
    ['rgb(100% 0 0 / 50%)', '#ff0000'],
    ['rgba(0,0,0,.5)', '#000000'],
    ['hsl(0, 100%, 50%)', '#ff0000'],
    ['hsl(210deg 100% 20%)', '#003366'],
    ['hsl(-150 100% 20%)', '#003366'],
    ['rebeccapurple', '#663399'],
    [' White ', '#ffffff'],
  ])('%s is %s', (text, hex) => {
    expect(toHex(parsed(text))).toBe(hex);
  });

  test('keeps its alpha', () => {
    expect([parsed('rgb(0 0 0 / 25%)').a, parsed('#00000080').a, parsed('transparent').a]).toEqual([
      0.25,
      128 / 255,
      0,
    ]);
  });

  test.each(['', 'inherit', 'currentcolor', '#12', '#ggg', 'rgb(1, 2)', 'url(x.png)', 'var(--x)'])(
    '%j is none',
    (text) => {
      expect(parseColor(text)).toBeUndefined();
    },
  );

  test('is the same after it is written as hex and read', () => {
    fc.assert(
      fc.property(color, (one) => {
        expect(parsed(toHex(one))).toEqual(one);
      }),
    );
  });

  test('half seen over another is between the two', () => {
    expect(toHex(over({ ...parsed('#000'), a: 0.5 }, parsed('#fff')))).toBe('#808080');
  });
});

describe('contrast', () => {
  test('is 21 between black and white, and what WCAG says of grey', () => {
    expect(contrastRatio(parsed('#000'), parsed('#fff'))).toBeCloseTo(21, 10);
    expect(contrastRatio(parsed('#767676'), parsed('#fff'))).toBeCloseTo(4.54, 2);
    expect(contrastRatio(parsed('#777777'), parsed('#fff'))).toBeCloseTo(4.48, 2);
  });

  test('is the same both ways, and from 1 to 21', () => {
    fc.assert(
      fc.property(color, color, (one, other) => {
        const ratio = contrastRatio(one, other);
        expect(ratio).toBe(contrastRatio(other, one));
        expect(ratio).toBeGreaterThanOrEqual(1);
        expect(ratio).toBeLessThanOrEqual(21);
      }),
    );
  });

  test('is 1 to itself', () => {
    fc.assert(
      fc.property(color, (one) => {
        expect(contrastRatio(one, one)).toBe(1);
      }),
    );
  });
});

describe('an inverted colour', () => {
  test('has the opposite lightness, and channels that can be shown', () => {
    fc.assert(
      fc.property(color, (one) => {
        const inverted = invertLightness(one);
        expect(lightness(inverted)).toBeCloseTo(1 - lightness(one), 10);
        for (const channel of [inverted.r, inverted.g, inverted.b]) {
          expect(channel).toBeGreaterThanOrEqual(0);
          expect(channel).toBeLessThanOrEqual(255);
        }
      }),
    );
  });

  test('is itself again after the second time', () => {
    fc.assert(
      fc.property(color, (one) => {
        expect(invertLightness(invertLightness(one))).toEqual(one);
      }),
    );
  });

  test('of white is black, and of a dark red a light one', () => {
    expect(toHex(invertLightness(parsed('#fff')))).toBe('#000000');
    expect(toHex(invertLightness(parsed('#9a1b1e')))).toBe('#e46568');
    expect(luminance(invertLightness(parsed('#000')))).toBe(1);
  });
});
