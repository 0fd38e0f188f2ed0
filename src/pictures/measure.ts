/** How wide a picture stands in the letter at the most, in CSS pixels. */
export const MEASURE = 576;

/** The shape of a photograph whose size nobody knows. */
const UNKNOWN = { width: MEASURE, height: (MEASURE * 2) / 3 };

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The place a picture takes in the letter: its own size, or at most the full measure. */
export function displaySize({ width, height }: Partial<Size>): Size {
  if (width === undefined || height === undefined) return UNKNOWN;
  const shown = Math.min(width, MEASURE);
  return { width: shown, height: Math.max(1, Math.round((height * shown) / width)) };
}
