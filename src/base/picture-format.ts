/** The formats of pictures that may reach a decoder, by their signatures. */
const SIGNATURES: readonly (readonly [RegExp, string])[] = [
  [/^\xff\xd8\xff/, 'jpg'],
  [/^\x89PNG\r\n/, 'png'],
  [/^GIF8[79]a/, 'gif'],
  [/^RIFF[^]{4}WEBP/, 'webp'],
  [/^[^]{4}ftyp(?:avif|avis|mif1)/, 'avif'],
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
  if (start === '') return { fault: 'is empty' };
  if (start.startsWith('version https://git-lfs.github.com/spec/')) {
    return {
      fault: 'is a Git LFS pointer: run `git lfs pull`, and in CI check out with `lfs: true`',
    };
  }
  if (/<(?:\w+:)?svg[\s>]/i.test(start)) return { fault: 'is an SVG, which can hold scripts' };
  return { fault: 'is not a JPEG, PNG, WebP, AVIF or GIF' };
}
