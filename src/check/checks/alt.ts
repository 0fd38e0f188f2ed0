import type { Edition } from '../../edition/edition.ts';
import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';
import { elementTag, firstFew } from '../reporting.ts';

/** A picture that is no larger on one side than this is a rule, a spacer or an icon. */
const ORNAMENT_PIXELS = 40;

/**
 * Every picture has an alt; an empty one only where the picture is an ornament and not all that a
 * link consists of (email-html.md A6).
 */
export const checkAlt: Check = ({ document, edition, themeFolder }) => {
  const found = Array.from(document.querySelectorAll('img')).flatMap((image) => {
    const detail = faultOf(image);
    if (detail === undefined) return [];
    const file = storyFile(edition, image.getAttribute('src') ?? '') ?? themeFolder;
    return [problem('html/alt', { file }, { detail, element: elementTag(image) })];
  });
  return firstFew(found);
};

function faultOf(image: Element): string | undefined {
  const alt = image.getAttribute('alt')?.trim();
  if (alt === undefined) return 'alt is missing';
  if (/^\S+\.(?:jpe?g|png|gif|webp|avif|svg)$/i.test(alt)) return 'alt is the name of a file';
  if (alt !== '') return undefined;
  if (isOnlyContentOfLink(image)) return 'alt is empty, and the picture is a link';
  return isOrnament(image) ? undefined : 'alt is empty';
}

function isOnlyContentOfLink(image: Element): boolean {
  const link = image.closest('a[href]');
  return link?.textContent.trim() === '' && link.querySelectorAll('img').length === 1;
}

function isOrnament(image: Element): boolean {
  if (/^(?:presentation|none)$/i.test(image.getAttribute('role') ?? '')) return true;
  if (image.getAttribute('aria-hidden') === 'true') return true;
  return ['width', 'height'].some((side) => {
    const length = image.getAttribute(side) ?? '';
    return /^\d+$/.test(length) && Number(length) <= ORNAMENT_PIXELS;
  });
}

/** The article whose picture it is. */
function storyFile({ lead, further }: Edition, source: string): string | undefined {
  return [lead, ...further].find(({ image, blocks }) =>
    [image, ...blocks.map((block) => (block.kind === 'image' ? block.image : undefined))].some(
      (each) => each?.source === source,
    ),
  )?.file;
}
