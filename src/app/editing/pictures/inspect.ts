import type { Size } from '../../../pictures/measure.ts';
import { formatCount } from '../../../base/format.ts';
import { pictureFormat } from '../../../base/picture-format.ts';
import { MAX_PICTURE_BYTES } from '../../prepare/picture-files.ts';

/** A picture that a letter can show. */
export interface UsablePicture extends Size {
  readonly bytes: Uint8Array;
  readonly extension: string;
  /** What the editor should know of it, as sentences. */
  readonly notes: readonly string[];
}

export type Inspected =
  | UsablePicture
  /** Text that follows the file's name, and what to do. */
  | { readonly fault: string; readonly remedy: string };

const REMEDY = 'Choose a JPEG, PNG, WebP, AVIF or GIF file of at most 50 MB and 50 million pixels.';

/** Twice the width of a picture in the letter. */
const SHARP = 1152;

/**
 * Looks at the bytes of a picture that somebody gives, by its content and never by its name, and
 * makes a letter's picture of it to see that this works.
 */
export async function inspectPicture(bytes: Uint8Array, budget: number): Promise<Inspected> {
  if (bytes.length > MAX_PICTURE_BYTES) {
    return { fault: `has ${formatCount(bytes.length)} bytes, too many`, remedy: REMEDY };
  }
  const format = pictureFormat(bytes);
  if ('fault' in format) return { ...format, remedy: REMEDY };
  const { compress } = await import('../../../pictures/compress.ts');
  const { lookAt } = await import('../../../pictures/preview.ts');
  const look = await lookAt(bytes);
  if ('fault' in look) return { ...look, remedy: DAMAGED };
  const jpeg = await compress(bytes, budget);
  if ('fault' in jpeg) {
    return { fault: jpeg.fault, remedy: jpeg.fault.startsWith('is damaged') ? DAMAGED : REMEDY };
  }
  const { width, height, frames } = look;
  return { bytes, extension: format.extension, width, height, notes: notesOn(look, frames) };
}

const DAMAGED = 'Export it again, or download it again.';

function notesOn({ width, height }: Size, frames: number): readonly string[] {
  const size = `${formatCount(width)} × ${formatCount(height)} pixels`;
  return [
    ...(frames > 1 ? ['It is an animation. The letter shows its first frame.'] : []),
    ...(width < SHARP / 2
      ? [`It has ${size}: it will look small or blurred. 1,152 pixels across are best.`]
      : []),
  ];
}
