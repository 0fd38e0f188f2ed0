/** The maximum width of a picture in the letter, in CSS pixels. */
export const MEASURE = 576;

/** The size assumed for a picture whose size is unknown. */
const DEFAULT_SIZE = { width: MEASURE, height: (MEASURE * 2) / 3 };

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Returns the size of a picture in the letter: its own, or scaled down to the maximum width. */
export function displaySize({ width, height }: Partial<Size>): Size {
  if (width === undefined || height === undefined) return DEFAULT_SIZE;
  const shown = Math.min(width, MEASURE);
  return { width: shown, height: Math.max(1, Math.round((height * shown) / width)) };
}
