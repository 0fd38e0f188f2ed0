/** Reads figures: pictures with their captions and credits. */
import { defined } from '../../base/defined.ts';
import type { ArticleImage } from '../article.ts';
import { creditStrength, splitCredit } from '../wire/credit.ts';
import { splitCreditTail } from '../wire/furniture-tail.ts';
import { leftOutReason } from './furniture.ts';
import { CAPTION_NAMES, CREDIT_NAMES, namesOf } from './hints.ts';
import { imageOf, type PageImage } from './images.ts';
import { isEmoji } from './inline.ts';
import { isDataTable } from './tables.ts';
import {
  folded,
  isBlock,
  isControl,
  isElement,
  isEmbed,
  isSkipped,
  isText,
  shownText,
} from './tags.ts';
import { add, nextLine, type Place, type Walk } from './walking.ts';

const MAX_CAPTION = 600;

/** Returns whether an element that is no figure holds pictures and their caption only. */
export function isCaptioned(element: Element, walk: Walk): boolean {
  if (element.tagName !== 'DIV' && element.tagName !== 'SECTION') return false;
  if (walk.page.measureOf(element).text > MAX_CAPTION || element.contains(walk.page.story))
    return false;
  if (
    element.querySelector('img') === null ||
    element.querySelector('h1, h2, h3, ul, table') !== null
  )
    return false;
  return Array.from(element.querySelectorAll('p, div, span, small, cite, em')).some((each) => {
    const names = namesOf(each);
    return CAPTION_NAMES.test(names) || / (?:credit|credits|copyright|photographer) /.test(names);
  });
}

/** Adds the pictures of a figure, or what else it holds. */
export function readFigure(figure: Element, place: Place, walk: Walk): void {
  const isOther =
    figure.querySelector('blockquote, pre, figure') !== null || holdsTable(figure, walk);
  if (isOther) {
    walk.readChildren(figure, place, walk);
    return;
  }
  const images = imagesIn(figure, place, walk);
  const { caption, credit } = wordsOf(figure, place, walk);
  const words = defined({ caption, credit });
  if (images.length === 0) {
    const text = [caption, credit].filter((each) => each !== undefined).join(' ');
    const reason = place.reason ?? 'the caption of a picture or a video that was left out';
    if (text !== '') add(walk, figure, { kind: 'text', text: [{ kind: 'text', text }] }, reason);
    return;
  }
  for (const [index, found] of images.entries()) {
    const image: ArticleImage =
      index === images.length - 1 ? { ...found.image, ...words } : found.image;
    add(walk, figure, { kind: 'image', ...found, image }, place.reason);
  }
}

function holdsTable(figure: Element, { page }: Walk): boolean {
  const table = figure.querySelector('table');
  return table !== null && isDataTable(table, page.measureOf);
}

function imagesIn(figure: Element, place: Place, walk: Walk): readonly PageImage[] {
  const { base, embedded } = walk.page;
  const line = nextLine(walk);
  const seen = new Set<string>();
  return Array.from(figure.querySelectorAll('img')).flatMap((img): readonly PageImage[] => {
    if (isEmoji(img)) return [];
    const found = imageOf(img, base, embedded);
    if (!found) return [];
    if ('fault' in found) {
      const text = folded(img.getAttribute('alt') ?? '') || 'a picture';
      if (place.reason === undefined) walk.leftOut.push({ line, text, reason: found.fault });
      return [];
    }
    const name = found.image.source ?? found.image.file ?? '';
    if (seen.has(name)) return [];
    seen.add(name);
    return [found];
  });
}

/** The words of a figure: what is in an element named so is the credit, the rest the caption. */
function wordsOf(
  figure: Element,
  place: Place,
  walk: Walk,
): Pick<ArticleImage, 'caption' | 'credit'> {
  const captions: string[] = [];
  const credits: string[] = [];
  collect(figure, captions, credits, place, walk);
  const leaveOut = (tail: string) => {
    if (tail !== '') leave(tail, 'a button or a label', place, walk);
  };
  const caption = splitCreditTail(folded(captions.join('')));
  const credit = splitCreditTail(folded(credits.join('')));
  leaveOut(caption.tail);
  leaveOut(credit.tail);
  return withCredit(caption.text, credit.text);
}

/** Parts a caption from the credit behind it, unless the markup did. */
export function withCredit(caption: string, credit = ''): Pick<ArticleImage, 'caption' | 'credit'> {
  const optional = (text: string) => (text === '' ? undefined : text);
  if (caption === '' || credit !== '')
    return defined({ caption: optional(caption), credit: optional(credit) });
  if (creditStrength(caption) === 'certain') return { credit: caption };
  return splitCredit(caption) ?? { caption };
}

function collect(
  node: Node,
  captions: string[],
  credits: string[],
  place: Place,
  walk: Walk,
): void {
  for (const child of node.childNodes) {
    if (isText(child)) captions.push(child.data);
    else if (isElement(child) && !isSkipped(child) && child.tagName !== 'IMG') {
      const gap = isBlock(child) || child.tagName === 'BR' ? ' ' : '';
      const reason =
        isControl(child) || isEmbed(child) ? 'a button or an embed' : leftOutReason(child);
      captions.push(gap);
      if (reason !== undefined) leave(shownText(child) || titleOf(child), reason, place, walk);
      else if (isCredit(child)) {
        credits.push(' ');
        collect(child, credits, credits, place, walk);
      } else collect(child, captions, credits, place, walk);
      captions.push(gap);
    }
  }
}

/** By its names, or by its words: "Getty Images". */
function isCredit(element: Element): boolean {
  if (CREDIT_NAMES.test(namesOf(element))) return true;
  return element.childElementCount === 0 && creditStrength(shownText(element)) === 'certain';
}

/** An embed has no text but a title or an address. */
function titleOf(element: Element): string {
  if (!isEmbed(element)) return '';
  return folded(element.getAttribute('title') ?? element.getAttribute('src') ?? '');
}

function leave(text: string, reason: string, place: Place, walk: Walk): void {
  const line = nextLine(walk);
  if (text !== '') walk.leftOut.push({ line, text, reason: place.reason ?? reason });
}
