import type { Crop } from '../../../article/crop.ts';

/**
 * Returns where a part is in its picture, as a style: the server and the script share this file.
 */
export function boxStyle(crop: Crop | undefined): string {
  const { x, y, width, height } = crop ?? { x: 0, y: 0, width: 100, height: 100 };
  return `left:${x}%;top:${y}%;width:${width}%;height:${height}%`;
}
