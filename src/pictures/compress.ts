import sharp, { type Sharp } from 'sharp';
import { asError } from '../base/as-error.ts';
import { formatCount } from '../base/format.ts';
import { MEASURE } from './measure.ts';

/** A picture of more pixels would take the memory of a small machine. */
export const MAX_PIXELS = 50_000_000;

/** Two pixels of the file for one of the letter, for dense screens; then narrower. */
const WIDTHS = [2 * MEASURE, 864, MEASURE];
const QUALITIES = [82, 74, 66, 58, 50];

export interface Jpeg {
  readonly bytes: Buffer;
  /** Of the picture upright, before it was made smaller. */
  readonly width: number;
  readonly height: number;
}

/**
 * A JPEG below a number of bytes, if it can be had: upright, without metadata, in sRGB, on white
 * where it was transparent; of an animation the first frame. Otherwise a fault in words.
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

/** The first below the budget, from the best to the poorest; the poorest where none is. */
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
