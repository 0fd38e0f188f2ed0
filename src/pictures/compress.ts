import sharp, { type Sharp } from 'sharp';
import { asError } from '../base/as-error.ts';
import { formatCount } from '../base/format.ts';
import { MEASURE } from './measure.ts';

/** A larger picture would exhaust the memory of a small machine. */
export const MAX_PIXELS = 50_000_000;

/** Twice the displayed width, for high-resolution screens; then narrower. */
const WIDTHS = [2 * MEASURE, 864, MEASURE];
const QUALITIES = [82, 74, 66, 58, 50];

export interface Jpeg {
  readonly bytes: Buffer;
  /** Of the upright picture before it was resized. */
  readonly width: number;
  readonly height: number;
}

/**
 * Compresses a picture to a JPEG below a number of bytes, if quality allows: upright, in sRGB,
 * without metadata, with transparency on white, and only the first frame of an animation. Returns
 * a fault, as text that follows the file name, if the picture can't be decoded.
 */
export async function compress(
  source: Uint8Array,
  budget: number,
): Promise<Jpeg | { readonly fault: string }> {
  try {
    const { autoOrient } = await sharp(source, { limitInputPixels: false }).metadata();
    const { width, height } = autoOrient;
    if (width * height > MAX_PIXELS) {
      return {
        fault: `has ${width} × ${height} pixels, more than the limit of ${formatCount(MAX_PIXELS)}`,
      };
    }
    return { bytes: await smallest(source, budget), width, height };
  } catch (error) {
    return { fault: `is damaged: ${asError(error).message.split('\n')[0]?.trim() ?? ''}` };
  }
}

/** Returns the best version below the budget, or the smallest one if none is. */
async function smallest(source: Uint8Array, budget: number): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  for (const [index, width] of WIDTHS.entries()) {
    const resized = await resize(source, width);
    for (const quality of index === 0 ? QUALITIES : QUALITIES.slice(-1)) {
      bytes = await resized.clone().jpeg({ quality, mozjpeg: true }).toBuffer();
      if (bytes.length < budget) return bytes;
    }
  }
  return bytes;
}

async function resize(source: Uint8Array, width: number): Promise<Sharp> {
  const { data, info } = await sharp(source, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .resize({ width, withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: info });
}
