/** Rewrites what editors and lazy pages do to their markup, before it is read. */
import { hasSource } from './images.ts';
import { isElement } from './tags.ts';

/** Makes plain HTML of a page: lists of Word, pictures for browsers without scripts. */
export function cleanPage(document: Document): void {
  for (const space of document.querySelectorAll('.Apple-converted-space')) space.textContent = ' ';
  for (const noscript of document.querySelectorAll('noscript')) unwrapPictures(noscript);
  for (const first of document.querySelectorAll('p'))
    if (isWordItem(first) && first.parentElement) makeList(first);
}

/** A `noscript` that only holds pictures has the real one of a lazy placeholder before it. */
function unwrapPictures(noscript: Element): void {
  const pictures = Array.from(noscript.querySelectorAll('img'));
  const [picture] = pictures;
  if (!picture || noscript.textContent.trim() !== '') return;
  const before = noscript.previousElementSibling;
  const lazy = before?.tagName === 'IMG' ? before : before?.querySelector('img');
  if (!lazy || !isLazy(lazy)) {
    noscript.replaceWith(...pictures);
    return;
  }
  const source = picture.getAttribute('src');
  if (!hasSource(lazy) && source !== null) lazy.setAttribute('data-src', source);
  if (!lazy.hasAttribute('alt')) lazy.setAttribute('alt', picture.getAttribute('alt') ?? '');
  noscript.remove();
}

function isLazy(img: Element): boolean {
  const isMarked = img.hasAttribute('data-src') || img.hasAttribute('data-srcset');
  return isMarked || !hasSource(img) || /lazy/i.test(img.getAttribute('class') ?? '');
}

function isWordItem(element: Element | null): element is Element {
  if (element?.tagName !== 'P') return false;
  return /mso-list\s*:\s*(?!none)\S/i.test((element.getAttribute('style') ?? '').slice(0, 2000));
}

/** The number that Word gives a list. Items of another list can be nested, but not follow. */
function listIdOf(item: Element): string {
  return /mso-list\s*:\s*(\S+)/i.exec((item.getAttribute('style') ?? '').slice(0, 2000))?.[1] ?? '';
}

function levelOf(item: Element): number {
  return Number(/\blevel(\d)/i.exec((item.getAttribute('style') ?? '').slice(0, 2000))?.[1] ?? 1);
}

function continues(item: Element | null, list: string): item is Element {
  return isWordItem(item) && (listIdOf(item) === list || levelOf(item) > 1);
}

interface WordItem {
  readonly level: number;
  readonly number: number | undefined;
  readonly isOrdered: boolean;
  readonly nodes: readonly Node[];
}

/** Word pastes lists as paragraphs with a typed bullet or number, and the level in a style. */
function makeList(first: Element): void {
  const paragraphs: Element[] = [];
  const list = listIdOf(first);
  paragraphs.push(first);
  for (let each = first.nextElementSibling; continues(each, list); each = each.nextElementSibling)
    paragraphs.push(each);
  const items = paragraphs.map(wordItem);
  first.before(nested(items, first.ownerDocument));
  for (const paragraph of paragraphs) paragraph.remove();
}

function wordItem(paragraph: Element): WordItem {
  const marker = Array.from(paragraph.querySelectorAll('span')).find((span) =>
    /mso-list\s*:\s*ignore/i.test(span.getAttribute('style') ?? ''),
  );
  const sign = marker?.textContent.trim() ?? '';
  marker?.remove();
  const isOrdered = /^(?:\d+|[a-z]{1,4})[.)]/i.test(sign);
  const number = /^\d+/.exec(sign)?.[0];
  return {
    level: levelOf(paragraph),
    number: number === undefined ? undefined : Number(number),
    isOrdered,
    nodes: Array.from(paragraph.childNodes),
  };
}

function nested(items: readonly WordItem[], document: Document): Element {
  const level = Math.min(...items.map((item) => item.level));
  const [first] = items;
  const list = document.createElement(first?.isOrdered === true ? 'ol' : 'ul');
  if (first?.number !== undefined) list.setAttribute('start', String(first.number));
  for (let at = 0; at < items.length;) {
    const item = items[at];
    if (!item) break;
    const deeper = items.findIndex((each, index) => index > at && each.level <= level);
    const end = deeper === -1 ? items.length : deeper;
    const isOwn = item.level === level;
    const element = document.createElement('li');
    if (isOwn) element.append(...item.nodes);
    const below = items.slice(isOwn ? at + 1 : at, end);
    if (below.length > 0) element.append(nested(below, document));
    list.append(element);
    at = end;
  }
  return list;
}

/** Returns the child elements of an element. */
export function childElements(element: Element): readonly Element[] {
  return Array.from(element.childNodes).filter(isElement);
}
