import type { Edition } from '../edition/edition.ts';
import type { Inspection } from './inspection.ts';
import { letters } from './letters.ts';
import { textElements } from '../css/texts.ts';

/** Shorter texts could be part of any sentence. */
const TELLING = 15;
const BLOCK = 'p, li, blockquote, dd, td, th, div, h1, h2, h3, h4, h5, h6';

/**
 * The elements in which the running text of the stories stands: their key points, paragraphs,
 * quotations and lists. Headings are none, nor is what the paper says itself.
 */
export function proseElements({ document, edition }: Inspection): readonly Element[] {
  const texts = proseTexts(edition).map(letters);
  const short = new Set(texts);
  const telling = texts.filter((text) => text.length >= TELLING);
  return textElements(document).flatMap(({ element, text }) => {
    const block = element.closest(BLOCK);
    if (!block || /^H\d$/.test(block.tagName)) return [];
    const whole = letters(block.textContent);
    const isProse = short.has(whole) || telling.some((each) => isOneIn(each, whole));
    // A few words of another size, such as a dateline, do not make the text.
    return isProse && letters(text).length * 2 >= whole.length ? [element] : [];
  });
}

function isOneIn(one: string, other: string): boolean {
  return other.includes(one) || (other.length >= TELLING && one.includes(other));
}

function proseTexts({ lead, further }: Edition): readonly string[] {
  return [lead, ...further].flatMap(({ keyPoints, blocks }) => [
    ...keyPoints,
    ...blocks.flatMap((block) => {
      if (block.kind === 'list') return block.items;
      return block.kind === 'paragraph' || block.kind === 'quote' ? [block.text] : [];
    }),
  ]);
}
