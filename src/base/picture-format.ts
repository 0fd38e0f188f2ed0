/** The formats of pictures that may reach a decoder, by their signatures. */
const SIGNATURES: readonly (readonly [RegExp, string])[] = [
  [/^\xff\xd8\xff/, 'jpg'],
  [/^\x89PNG\r\n/, 'png'],
  [/^GIF8[79]a/, 'gif'],
  [/^RIFF[^]{4}WEBP/, 'webp'],
];

/** ISO media files name the formats that they are compatible with: HEIC and AVIF share one. */
const BRANDS = /^\0\0\0([^])ftyp([^]{4,})/;

/** Formats that people have pictures in, and what to do about it. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^%PDF-/, 'is a PDF: save its picture as a JPEG'],
  [/^(?:II\*\0|MM\0\*|II\+\0|MM\0\+)/, 'is a TIFF or a raw photo: export it as a JPEG'],
  [/^8BPS/, 'is a Photoshop file: export it as a JPEG'],
  [/^BM[^]{4}\0\0\0\0/, 'is a BMP: save it as a PNG'],
  [/^(?:\xff\n|[^]{4}JXL )/, 'is a JPEG XL: export it as a JPEG'],
  [/^[^]E\xdf\xa3/, 'is a video: letters show pictures only'],
];

/** The extension of an accepted picture, or why bytes are none. */
export type PictureFormat = { readonly extension: string } | { readonly fault: string };

/**
 * Returns the format of a picture by its signature, or why the bytes are not an accepted picture,
 * in words that follow a file's name. Other formats never reach a decoder.
 */
export function pictureFormat(bytes: Uint8Array): PictureFormat {
  const start = Buffer.from(bytes.subarray(0, 4000)).toString('latin1');
  const known = SIGNATURES.find(([pattern]) => pattern.test(start));
  if (known) return { extension: known[1] };
  const [, size = '', brands] = BRANDS.exec(start) ?? [];
  if (brands !== undefined) return isoFormat(brands.slice(0, size.charCodeAt(0) - 8));
  if (start === '') return { fault: 'is empty' };
  if (start.startsWith('version https://git-lfs.github.com/spec/')) {
    return {
      fault: 'is a Git LFS pointer: run `git lfs pull`, and in CI check out with `lfs: true`',
    };
  }
  if (/<(?:\w+:)?svg[\s>]/i.test(start)) {
    return { fault: 'is an SVG, which can hold scripts: export it as a PNG' };
  }
  const other = OTHERS.find(([pattern]) => pattern.test(start));
  return { fault: other?.[1] ?? 'is not a JPEG, PNG, WebP, AVIF or GIF' };
}

function isoFormat(brands: string): PictureFormat {
  if (/avi[fs]/.test(brands)) return { extension: 'avif' };
  return /hei[cxms]|hev[cxms]|mif1|msf1/.test(brands)
    ? { fault: 'is a HEIC photo, as iPhones take them: export it as a JPEG' }
    : { fault: 'is a video: letters show pictures only' };
}
