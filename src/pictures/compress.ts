import sharp, { type Sharp } from 'sharp';
import { asError } from '../base/as-error.ts';
import { formatCount } from '../base/format.ts';
import type { Crop } from '../article/crop.ts';
import { MEASURE, type Size } from './measure.ts';

/** A larger picture would exhaust the memory of a small machine. */
export const MAX_PIXELS = 50_000_000;

/** Twice the displayed width, for high-resolution screens; then narrower. */
const WIDTHS = [2 * MEASURE, 864, MEASURE];
const QUALITIES = [82, 74, 66, 58, 50];

/** Returns why a picture can't be decoded, in words after its name; without the decoder's own name. */
export function damageOf(error: unknown): string {
  const [line = ''] = asError(error).message.split('\n');
  return `is damaged: ${line.trim().replace(/^Vips\w+: /, '')}`;
}

export interface Jpeg {
  readonly bytes: Buffer;
  /** Of the upright, cropped picture before it was resized. */
  readonly width: number;
  readonly height: number;
}

export interface PictureFault {
  /** Text that follows the file's name. */
  readonly fault: string;
  /** Default: article/picture. */
  readonly code?: 'article/picture-crop';
}

/**
 * Compresses a picture to a JPEG below a number of bytes, if quality allows: upright, in sRGB,
 * without metadata, with transparency on white, only the part of a crop, and only the first frame
 * of an animation. Returns a fault if the picture can't be decoded, or the crop reaches beyond it.
 */
export async function compress(
  source: Uint8Array,
  budget: number,
  crop?: Crop,
): Promise<Jpeg | PictureFault> {
  try {
    const { autoOrient } = await sharp(source, { limitInputPixels: false }).metadata();
    const { width, height } = autoOrient;
    if (width * height > MAX_PIXELS) {
      return {
        fault: `has ${width} × ${height} pixels, more than the limit of ${formatCount(MAX_PIXELS)}`,
      };
    }
    const part = partOf(autoOrient, crop);
    if ('fault' in part) return part;
    const { width: partWidth, height: partHeight } = part;
    return { bytes: await smallest(source, budget, part), width: partWidth, height: partHeight };
  } catch (error) {
    return { fault: damageOf(error) };
  }
}

interface Part extends Size {
  readonly left: number;
  readonly top: number;
}

/** Returns the pixels of a crop: all of the picture if there is none. */
export function partOf({ width, height }: Size, crop: Crop | undefined): Part | PictureFault {
  if (!crop) return { left: 0, top: 0, width, height };
  const [across, down] = crop.unit === 'percent' ? [width / 100, height / 100] : [1, 1];
  const [left, top] = [Math.floor(crop.x * across), Math.floor(crop.y * down)];
  const [right, bottom] = [(crop.x + crop.width) * across, (crop.y + crop.height) * down];
  if (crop.unit === 'pixel' && (right > width || bottom > height)) {
    const fault = `has ${width} × ${height} pixels, and the crop reaches to ${right} × ${bottom}`;
    return { fault, code: 'article/picture-crop' };
  }
  return {
    left: Math.min(left, width - 1),
    top: Math.min(top, height - 1),
    width: Math.max(1, Math.min(width, Math.round(right)) - left),
    height: Math.max(1, Math.min(height, Math.round(bottom)) - top),
  };
}

/** Returns the best version below the budget, or the smallest one if none is. */
async function smallest(source: Uint8Array, budget: number, part: Part): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  for (const [index, width] of WIDTHS.entries()) {
    const resized = await resize(source, width, part);
    for (const quality of index === 0 ? QUALITIES : QUALITIES.slice(-1)) {
      bytes = await resized.clone().jpeg({ quality, mozjpeg: true }).toBuffer();
      if (bytes.length < budget) return bytes;
    }
  }
  return bytes;
}

async function resize(source: Uint8Array, width: number, part: Part): Promise<Sharp> {
  const { data, info } = await sharp(source, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .autoOrient()
    .extract(part)
    .flatten({ background: '#ffffff' })
    .resize({ width, withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: info });
}
