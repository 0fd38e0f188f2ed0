/** The part of a picture that a letter shows, as a media fragment behind the picture's path. */

import { shorten } from '../base/format.ts';

/** A part of an upright picture, from its top left corner. */
export interface Crop {
  readonly unit: 'percent' | 'pixel';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A picture file, as an article names it. */
export interface CroppedFile {
  readonly file: string;
  readonly crop?: Crop;
}

const FRAGMENT = /#(?=xywh=)/i;
const NUMBER = String.raw`(\d{1,5}(?:\.\d{1,3})?)`;
const XYWH = new RegExp(
  `^xywh=(?:(percent|pixel):)?${[NUMBER, NUMBER, NUMBER, NUMBER].join(',')}$`,
  'i',
);
/** Thirds of a picture are written with few decimals. */
const ROUNDING = 0.05;

/** Returns whether a path or URL names a part of a picture. */
export function hasCrop(path: string): boolean {
  return FRAGMENT.test(path);
}

/**
 * Splits a path such as `photo.jpg#xywh=percent:10,0,80,60` into the file and its crop (W3C Media
 * Fragments 1.0, 4.2.2; numbers may have decimals). A fault is a text that says what is wrong.
 */
export function splitCrop(path: string): CroppedFile | { readonly fault: string } {
  const at = path.search(FRAGMENT);
  if (at === -1) return { file: path };
  const [file, fragment] = [path.slice(0, at), path.slice(at + 1)];
  const [, unit, ...numbers] = XYWH.exec(fragment) ?? [];
  const [x, y, width, height] = numbers.map(Number);
  if (x === undefined || y === undefined || width === undefined || height === undefined) {
    return { fault: `the crop "${shorten(fragment, 60)}" can't be read` };
  }
  if (width === 0 || height === 0) return { fault: `the crop "${fragment}" is empty` };
  const crop = {
    unit: unit?.toLowerCase() === 'percent' ? 'percent' : 'pixel',
    x,
    y,
    width,
    height,
  } as const;
  const most = 100 + ROUNDING;
  if (crop.unit === 'percent' && (x + width > most || y + height > most)) {
    return { fault: `the crop "${fragment}" reaches beyond the picture` };
  }
  return { file, crop };
}

/** Writes a crop behind a picture's path, as splitCrop reads it. */
export function withCrop(file: string, crop: Crop | undefined): string {
  if (!crop) return file;
  const { unit, x, y, width, height } = crop;
  const numbers = [x, y, width, height].map((each) => String(Math.round(each * 1000) / 1000));
  return `${file}#xywh=${unit === 'percent' ? 'percent:' : ''}${numbers.join(',')}`;
}
