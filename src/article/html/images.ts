/** Reads pictures: where they are, however they are loaded, and what stands below them. */
import { createHash } from 'node:crypto';
import { defined } from '../../base/defined.ts';
import type { ArticleImage } from '../article.ts';
import { absolute } from './links.ts';
import { folded } from './tags.ts';

/** A picture of a page; bytes if the page itself contains it. */
export interface PageImage {
  readonly image: ArticleImage;
  readonly bytes?: Uint8Array;
}

/** Pictures that came with the source, by what its HTML calls them. */
export type Embedded = Pick<
  ReadonlyMap<string, { readonly file: string; readonly bytes: Uint8Array }>,
  'get'
>;

/** Pixels of a picture that counts readers rather than shows something. */
const TRACKING = 2;
/** Smaller pictures are icons or portraits of authors. */
const ICON = 48;
/** Of the widths that a page offers, the smallest that is sharp on any screen. */
const ENOUGH = 1200;

const SOURCES = ['data-src', 'data-original', 'data-lazy-src', 'data-hi-res-src', 'data-full-src'];
const SOURCE_SETS = ['data-srcset', 'data-lazy-srcset', 'srcset'];
const PLACEHOLDER =
  /(?:^data:image\/(?:gif|svg))|(?:placeholder|spacer|blank|transparent|lazy-?load|1x1|pixel)[^/]*\.(?:gif|png|svg|jpe?g|webp)/i;
/** How a data URL of a picture begins: its megabytes are no work for a pattern. */
const DATA_URL = /^data:image\/(jpeg|png|gif|webp|avif);base64,(?=[a-z\d+/\s])/i;

/**
 * Returns the picture of an `img`, or why there is none that a letter can show. Undefined is a
 * picture that shows nothing: a tracking pixel or a placeholder.
 */
export function imageOf(
  img: Element,
  base: string | undefined,
  embedded: Embedded,
): PageImage | { readonly fault: string } | undefined {
  const width = pixels(img, 'width');
  const height = pixels(img, 'height');
  if ([width, height].some((size) => size !== undefined && size <= TRACKING)) return undefined;
  const alt = img.getAttribute('alt');
  const text = alt === null || folded(alt) === '' ? undefined : folded(alt);
  const source = sourceOf(img);
  if (source === undefined) return undefined;
  if (isIcon(img, width, height)) return { fault: 'an icon or a portrait' };
  const size = width !== undefined && height !== undefined ? { width, height } : {};
  const own = embedded.get(source) ?? inDataUrl(source);
  if (own) return { image: defined({ file: own.file, alt: text }), bytes: own.bytes };
  const url = absolute(source, base);
  if (url === undefined) return { fault: `its address is not on the web: ${source.slice(0, 80)}` };
  return { image: { source: url, ...size, ...defined({ alt: text }) } };
}

function pixels(img: Element, name: string): number | undefined {
  const value = img.getAttribute(name)?.trim() ?? '';
  const inStyle = new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([\\d.]+)px`, 'i');
  const number = /^\d+(?:px)?$/.test(value)
    ? Number.parseInt(value, 10)
    : Number(inStyle.exec((img.getAttribute('style') ?? '').slice(0, 2000))?.[1] ?? Number.NaN);
  return Number.isNaN(number) ? undefined : Math.round(number);
}

function isIcon(img: Element, width: number | undefined, height: number | undefined): boolean {
  if ((width ?? ICON) < ICON || (height ?? ICON) < ICON) return true;
  const names = `${img.getAttribute('class') ?? ''} ${img.parentElement?.getAttribute('class') ?? ''}`;
  return /(?:^|[\s_-])(?:avatar|icon|logo|profile|headshot|gravatar)(?:$|[\s_-])/i.test(names);
}

/** Where the picture really is: pages that load lazily have a placeholder in `src`. */
function sourceOf(img: Element): string | undefined {
  const picture = img.parentElement?.tagName === 'PICTURE' ? img.parentElement : undefined;
  const offers = [img, ...(picture?.querySelectorAll('source') ?? [])];
  const candidates = [
    ...SOURCES.map((name) => img.getAttribute(name)),
    ...offers.flatMap((each) => SOURCE_SETS.map((name) => bestOf(each.getAttribute(name) ?? ''))),
    img.getAttribute('src'),
  ];
  return candidates
    .map((each) => each?.trim() ?? '')
    .find((each) => each !== '' && !PLACEHOLDER.test(each));
}

/** Returns whether an `img` names a picture that is no placeholder. */
export function hasSource(img: Element): boolean {
  return sourceOf(img) !== undefined;
}

/** The best of a `srcset`: the narrowest that is wide enough, otherwise the widest. */
function bestOf(sourceSet: string): string | undefined {
  const offers = Array.from(
    sourceSet.slice(0, 20_000).matchAll(/(\S*[^\s,])(?:\s+([\d.]+)([wx]))?\s*(?:,|$)/g),
    ([, url = '', amount = '1', unit]) => ({
      url,
      width: unit === 'w' ? Number(amount) : Number(amount) * (ENOUGH / 2),
    }),
  ).sort((a, b) => a.width - b.width);
  return (offers.find(({ width }) => width >= ENOUGH) ?? offers.at(-1))?.url;
}

/** Named by its content: a page can contain several. */
function inDataUrl(source: string) {
  const match = DATA_URL.exec(source.slice(0, 100));
  if (!match) return undefined;
  const bytes = Buffer.from(source.slice(match[0].length), 'base64');
  const extension = (match[1] ?? '').toLowerCase().replace('jpeg', 'jpg');
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  return { file: `picture-${hash}.${extension}`, bytes };
}
