/** The first bytes of the kinds that are taken; an AVIF may say so only further on. */
const TAKEN = [
  /^\xff\xd8\xff/,
  /^\x89PNG\r\n/,
  /^GIF8[79]a/,
  /^RIFF[^]{4}WEBP/,
  /^[^]{4}ftyp(?:avif|avis|mif1)/,
];

/**
 * Why bytes are no picture of a kind that is taken, told by the first of them; undefined where they
 * look like one. What is not on the list never reaches a decoder.
 */
export function formatFault(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 4000)).toString('latin1');
  if (TAKEN.some((pattern) => pattern.test(start))) return undefined;
  if (start === '') return 'is empty';
  if (/<(?:\w+:)?svg[\s>]/i.test(start)) return 'is an SVG, which can hold scripts';
  return 'is not a JPEG, PNG, WebP, AVIF or GIF';
}
