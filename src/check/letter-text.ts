/** What text a letter contains, and which elements contain it. */
import { decodeHTML } from 'entities/decode';
import { plainText } from '../article/rich-text.ts';
import { blockTexts } from '../article/story-texts.ts';
import type { Edition } from '../edition/edition.ts';

/** Returns the text of an HTML body without tags, comments and styles, for comparing. */
export function visibleText(html: string): string {
  const body = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(style|title)\b[\s\S]*?<\/\1>/g, '')
    .replace(/<\/?(?:p|div|td|th|tr|li|h\d|br|blockquote)\b[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '');
  return foldSpaces(decodeHTML(body));
}

/** Returns the text with each run of white space, no-break spaces included, as one space. */
export function foldSpaces(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/**
 * Returns only the letters and digits of a text, to compare texts set with different marks and
 * spaces.
 */
export function lettersAndDigits(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}

/**
 * Returns the text of an element without the numbers of footnotes, which its article does not
 * contain.
 */
export function textWithoutNumbers(node: Node): string {
  if (node.nodeName === 'SUP') return '';
  if (node.nodeType === TEXT_NODE) return node.textContent ?? '';
  return Array.from(node.childNodes, textWithoutNumbers).join('');
}

/** An element that holds text itself, not only in its children. */
export interface TextElement {
  readonly element: Element;
  /** Its own text, spaces folded. */
  readonly text: string;
}

const TEXT_NODE = 3;
/** A character that can be seen: no space, no character that joins or separates others. */
const VISIBLE = /[^\s\p{Cf}\p{M}]/u;

/** Returns the elements of the body that hold visible text of their own, in document order. */
export function textElements(document: Document): readonly TextElement[] {
  return Array.from(document.querySelectorAll('body, body *')).flatMap((element) => {
    if (element.tagName === 'STYLE' || element.tagName === 'SCRIPT') return [];
    const text = Array.from(element.childNodes)
      .filter(({ nodeType }) => nodeType === TEXT_NODE)
      .map(({ textContent }) => textContent ?? '')
      .join(' ');
    return VISIBLE.test(text) ? [{ element, text: foldSpaces(text) }] : [];
  });
}

/** A shorter text could be part of any sentence. */
const DISTINCTIVE_LENGTH = 15;
const BLOCK = 'p, li, blockquote, dd, td, th, div, h1, h2, h3, h4, h5, h6';

/**
 * Returns the elements that hold the running text of the articles: key points, paragraphs,
 * quotations, lists and footnotes. Headings, tables and the newsletter's own text are left out.
 */
export function proseElements(document: Document, edition: Edition): readonly Element[] {
  const texts = proseOf(edition).map(lettersAndDigits);
  const whole = new Set(texts);
  const distinctive = texts.filter((text) => text.length >= DISTINCTIVE_LENGTH);
  return textElements(document).flatMap(({ element, text }) => {
    const block = element.closest(BLOCK);
    if (!block || /^H\d$/.test(block.tagName) || isDataCell(block)) return [];
    const all = lettersAndDigits(textWithoutNumbers(block));
    const isProse = whole.has(all) || distinctive.some((each) => oneContainsOther(each, all));
    // A dateline or a few other words of another size do not count as the text of the block.
    return isProse && lettersAndDigits(text).length * 2 >= all.length ? [element] : [];
  });
}

/** Whether it is a cell of a table with header cells; a layout table has none. */
function isDataCell(block: Element): boolean {
  const table = /^T[DH]$/.test(block.tagName) ? block.closest('table') : null;
  return Array.from(table?.querySelectorAll('th') ?? []).some(
    (cell) => cell.closest('table') === table,
  );
}

function oneContainsOther(distinctive: string, text: string): boolean {
  return (
    text.includes(distinctive) || (text.length >= DISTINCTIVE_LENGTH && distinctive.includes(text))
  );
}

function proseOf({ lead, further }: Edition): readonly string[] {
  return [lead, ...further].flatMap(({ keyPoints, blocks }) => [
    ...keyPoints.map(plainText),
    ...blocks.flatMap((block) =>
      block.kind === 'heading' || block.kind === 'table' ? [] : blockTexts(block),
    ),
  ]);
}
