import { imagesOf } from '../../article/story-texts.ts';
import type { Edition } from '../../edition/edition.ts';
import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';
import { elementTag, firstFew } from '../reporting.ts';

/** An image with a side of at most this length in px is a rule, a spacer or an icon. */
const DECORATIVE_PIXELS = 40;

/**
 * Every image has an alt text; an empty one is for decorative images only, and not for the only
 * content of a link (email-html.md A6). An article says of its own images which ones are decorative.
 */
export const checkAlt: Check = ({ document, edition, themeFolder }) => {
  const found = Array.from(document.querySelectorAll('img')).flatMap((image) => {
    const found = inArticles(edition, image.getAttribute('src') ?? '');
    const detail = found?.image.alt === '' ? undefined : faultOf(image);
    if (detail === undefined) return [];
    const file = found?.file ?? themeFolder;
    return [problem('html/alt', { file }, { detail, element: elementTag(image) })];
  });
  return firstFew(found);
};

function faultOf(image: Element): string | undefined {
  const alt = image.getAttribute('alt')?.trim();
  if (alt === undefined) return 'alt is missing';
  if (/^\S+\.(?:jpe?g|png|gif|webp|avif|svg)$/i.test(alt)) return 'alt is a file name';
  if (alt !== '') return undefined;
  if (isOnlyContentOfLink(image))
    return 'alt is empty, and the image is the only content of a link';
  return isDecorative(image) ? undefined : 'alt is empty';
}

function isOnlyContentOfLink(image: Element): boolean {
  const link = image.closest('a[href]');
  return link?.textContent.trim() === '' && link.querySelectorAll('img').length === 1;
}

function isDecorative(image: Element): boolean {
  if (/^(?:presentation|none)$/i.test(image.getAttribute('role') ?? '')) return true;
  if (image.getAttribute('aria-hidden') === 'true') return true;
  return ['width', 'height'].some((side) => {
    const length = image.getAttribute(side) ?? '';
    return /^\d+$/.test(length) && Number(length) <= DECORATIVE_PIXELS;
  });
}

/** The image of an article with this source, and the article's file. */
function inArticles({ lead, further }: Edition, source: string) {
  return [lead, ...further]
    .flatMap((article) => imagesOf(article).map((image) => ({ image, file: article.file })))
    .find(({ image }) => image.source === source);
}
