/** A crop by the point that matters: the server and the script share this file. */
import type { Crop } from '../article/crop.ts';
import type { Size } from '../pictures/measure.ts';

/** What of a picture should be seen. */
export interface Focus {
  /** From the left and the top, in percent. */
  readonly x: number;
  readonly y: number;
  readonly shape: Shape;
  /** How much of the picture, in percent of the largest part of its shape. */
  readonly part: number;
}

/** Shapes by width and height; the picture's own has none. */
export const SHAPES = {
  own: undefined,
  wide: 16 / 9,
  photo: 3 / 2,
  square: 1,
  tall: 4 / 5,
} as const;

export type Shape = keyof typeof SHAPES;

export const LEAST_PART = 20;

/** A part without a width or a height is none. */
const LEAST = 0.1;

/** All of a picture. */
export const WHOLE: Focus = { x: 50, y: 50, shape: 'own', part: 100 };

/**
 * Returns the part of a shape that is nearest to having the point in its middle, and inside the
 * picture; undefined if that is all of it.
 */
export function cropAround({ x, y, shape, part }: Focus, size: Size): Crop | undefined {
  const own = size.width / size.height;
  const wanted = SHAPES[shape] ?? own;
  const share = clamp(part, LEAST_PART, 100) / 100;
  const width = Math.max(LEAST, rounded(100 * share * Math.min(1, wanted / own)));
  const height = Math.max(LEAST, rounded(100 * share * Math.min(1, own / wanted)));
  if (width === 100 && height === 100) return undefined;
  return {
    unit: 'percent',
    x: rounded(clamp(x - width / 2, 0, 100 - width)),
    y: rounded(clamp(y - height / 2, 0, 100 - height)),
    width,
    height,
  };
}

/** Returns the focus that gives a crop, or nearly so. */
export function focusOf(crop: Crop | undefined, size: Size): Focus {
  if (!crop) return WHOLE;
  const { x, y, width, height } = inPercent(crop, size);
  const own = size.width / size.height;
  const ratio = (own * width) / height;
  const shape = (Object.keys(SHAPES) as Shape[]).reduce((best, each) =>
    distance(each, ratio, own) < distance(best, ratio, own) ? each : best,
  );
  const wanted = SHAPES[shape] ?? own;
  const most = 100 * Math.min(1, wanted / own);
  const part = clamp(Math.round((100 * width) / most), LEAST_PART, 100);
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2), shape, part };
}

/** Returns a crop in percent of a picture's sides. */
function inPercent(crop: Crop, { width, height }: Size): Crop {
  if (crop.unit === 'percent') return crop;
  const [across, down] = [100 / width, 100 / height];
  return {
    unit: 'percent',
    x: crop.x * across,
    y: crop.y * down,
    width: crop.width * across,
    height: crop.height * down,
  };
}

function distance(shape: Shape, ratio: number, own: number): number {
  return Math.abs(Math.log((SHAPES[shape] ?? own) / ratio));
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, Number.isFinite(value) ? value : least));
}

/** Down, so that a part never reaches beyond the picture. */
function rounded(percent: number): number {
  return Math.floor(percent * 10 + 1e-6) / 10;
}
