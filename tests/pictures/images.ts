/** Pictures made for the tests, and a reader that returns them. */
import sharp, { type Sharp } from 'sharp';
import type { ReadPicture } from '../../src/pictures/prepare.ts';

/** A picture with a blue top and a red bottom, which shows its orientation. */
export function flag(width: number, height: number): Sharp {
  const half = { width, height: Math.ceil(height / 2), channels: 3 } as const;
  const red = { input: { create: { ...half, background: '#c02020' } }, gravity: 'south' } as const;
  return sharp({ create: { ...half, height, background: '#2040c0' } }).composite([red]);
}

/** A picture that compresses badly. */
export function grain(width: number, height: number): Sharp {
  const noise = { type: 'gaussian', mean: 128, sigma: 90 } as const;
  return sharp({ create: { width, height, channels: 3, background: '#888888', noise } });
}

export const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

/** Returns the same bytes for every file. */
export function always(bytes: Uint8Array): ReadPicture {
  return () => ({ bytes });
}
