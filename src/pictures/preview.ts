import sharp from 'sharp';
import type { Crop } from '../article/crop.ts';
import { damageOf, MAX_PIXELS, partOf } from './compress.ts';
import type { Size } from './measure.ts';

/** What is seen of a picture before a letter is made of it. */
export interface PictureLook extends Size {
  /** More than 1 in an animation. */
  readonly frames: number;
}

/** Returns the upright size of a picture, or why it can't be decoded, in words after its name. */
export async function lookAt(bytes: Uint8Array): Promise<PictureLook | { readonly fault: string }> {
  try {
    const { autoOrient, pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return { ...autoOrient, frames: pages };
  } catch (error) {
    return { fault: damageOf(error) };
  }
}

/** Returns a small JPEG of a picture, or of a part of it; undefined if it can't be decoded. */
export async function previewOf(
  bytes: Uint8Array,
  width: number,
  crop?: Crop,
): Promise<Buffer | undefined> {
  try {
    const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS }).autoOrient();
    const part = crop && partOf((await sharp(bytes).metadata()).autoOrient, crop);
    if (part && 'fault' in part) return undefined;
    return await (part ? picture.extract(part) : picture)
      .flatten({ background: '#ffffff' })
      .resize({ width, height: width, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .jpeg({ quality: 76 })
      .toBuffer();
  } catch {
    return undefined;
  }
}
