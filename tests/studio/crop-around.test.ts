import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cropAround,
  focusOf,
  LEAST_PART,
  SHAPES,
  WHOLE,
  type Shape,
} from '../../src/studio/crop-around.ts';

const size = fc.record({
  width: fc.integer({ min: 1, max: 9000 }),
  height: fc.integer({ min: 1, max: 9000 }),
});
const percent = fc.integer({ min: 0, max: 100 });
const focus = fc.record({
  x: percent,
  y: percent,
  part: fc.integer({ min: LEAST_PART, max: 100 }),
  shape: fc.constantFrom(...(Object.keys(SHAPES) as Shape[])),
});

describe('the part around a point', () => {
  test('is inside the picture, and contains the point', () => {
    fc.assert(
      fc.property(focus, size, (chosen, of) => {
        const { x, y, width, height } = cropAround(chosen, of) ?? WHOLE_CROP;
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(100.001);
        expect(y + height).toBeLessThanOrEqual(100.001);
        // To a tenth of a percent.
        expect(chosen.x).toBeGreaterThanOrEqual(x - 0.2);
        expect(chosen.x).toBeLessThanOrEqual(x + width + 0.2);
        expect(chosen.y).toBeGreaterThanOrEqual(y - 0.2);
        expect(chosen.y).toBeLessThanOrEqual(y + height + 0.2);
      }),
    );
  });

  test.each([
    ['a wide part of a photo', 'wide', { width: 1500, height: 1000 }, 16 / 9],
    ['a square of a portrait', 'square', { width: 800, height: 1200 }, 1],
    ['a tall part of a panorama', 'tall', { width: 4000, height: 1000 }, 4 / 5],
    ['its own shape', 'own', { width: 1500, height: 1000 }, 1.5],
  ] as const)('is %s', (_, shape, of, ratio) => {
    for (const part of [100, 50]) {
      const crop = cropAround({ x: 30, y: 70, shape, part }, of) ?? WHOLE_CROP;
      const found = (crop.width * of.width) / (crop.height * of.height);
      expect(Math.abs(found / ratio - 1)).toBeLessThan(0.01);
    }
  });

  test('has the point in its middle where there is room', () => {
    const crop = cropAround(
      { x: 40, y: 60, shape: 'square', part: 50 },
      { width: 1000, height: 1000 },
    );
    expect(crop).toEqual({ unit: 'percent', x: 15, y: 35, width: 50, height: 50 });
  });

  test('of a very long picture is never empty', () => {
    const focus = { x: 50, y: 50, shape: 'tall', part: 20 } as const;
    expect(cropAround(focus, { width: 20_000, height: 10 })).toMatchObject({ width: 0.1 });
    expect(cropAround({ ...focus, shape: 'wide' }, { width: 10, height: 20_000 })).toMatchObject({
      height: 0.1,
    });
  });

  test('is no crop where it is all of the picture', () => {
    expect(cropAround(WHOLE, { width: 1500, height: 1000 })).toBeUndefined();
    expect(cropAround({ ...WHOLE, shape: 'photo' }, { width: 1500, height: 1000 })).toBeUndefined();
  });

  test('is found again from its crop, in percent and in pixels', () => {
    const of = { width: 2000, height: 1000 };
    const chosen = { x: 40, y: 50, shape: 'square', part: 60 } as const;
    const crop = cropAround(chosen, of);
    expect(focusOf(crop, of)).toEqual(chosen);
    expect(focusOf({ unit: 'pixel', x: 500, y: 200, width: 600, height: 600 }, of)).toEqual(chosen);
  });
});

const WHOLE_CROP = { x: 0, y: 0, width: 100, height: 100 };
