import { escapeUTF8 } from 'entities/escape';
import { shorten } from '../../base/format.ts';
import type { PictureFile } from '../../browser/letter-page.ts';

const WIDTH = 1200;
const HEIGHT = 675;
/** So many characters fit. */
const NAME_LENGTH = 44;

/**
 * Returns the picture that a preview shows in place of a file that can't be used. Its colours suit
 * light and dark letters.
 */
export function placeholderOf(file: string): PictureFile {
  const name = escapeUTF8(shorten(file.replace(/[\p{Cc}\p{Cf}]/gu, ' '), NAME_LENGTH));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
<rect x="6" y="6" width="${WIDTH - 12}" height="${HEIGHT - 12}" fill="#e7e3da" stroke="#857e72" stroke-width="4" stroke-dasharray="24 16"/>
<g font-family="system-ui, sans-serif" text-anchor="middle" fill="#1c1a17">
<text x="600" y="320" font-size="56" font-weight="600">No picture</text>
<text x="600" y="400" font-size="40" fill="#5f5a52">${name}</text>
</g></svg>`;
  return { type: 'image/svg+xml', bytes: Buffer.from(svg) };
}
