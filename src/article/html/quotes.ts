/** Reads quotations and who said them. */
import { plainText, type RichText } from '../rich-text.ts';
import { joinTexts } from './inline.ts';
import { footnoteMarks, plainOf, type Piece } from './pieces.ts';
import { add, readApart, type Place, type Walk } from './walking.ts';

const DASH = /^\s*[—–―-]+\s*(?=\S)/;
const MAX_ATTRIBUTION = 160;

/** Adds a quotation, and below it the pictures that stand in it. */
export function readQuote(element: Element, place: Place, walk: Walk): void {
  const pieces = readApart(element, { ...place, inQuote: true }, walk);
  const own = pieces.filter(({ reason }) => reason === place.reason);
  const isSaid = ({ element: from }: Piece) =>
    from.closest('footer, cite, figcaption') !== null &&
    element.contains(from.closest('footer, cite, figcaption'));
  const said = own.filter((piece) => piece.content.kind === 'text' && isSaid(piece));
  const texts = own.filter((piece) => piece.content.kind !== 'image' && !said.includes(piece));
  const last = texts.at(-1);
  if (said.length === 0 && texts.length > 1 && last && isSignature(plainOf(last))) {
    said.push(last);
    texts.pop();
  }
  const paragraphs = texts.flatMap(textsOf);
  const attribution = said.map(plainOf).join(', ').replace(DASH, '');
  if (paragraphs.length > 0) {
    walk.leftOut.push(...said.flatMap(footnoteMarks));
    const by = attribution === '' ? {} : { attribution };
    add(walk, element, { kind: 'quote', paragraphs, ...by }, place.reason);
  } else for (const { element: from, content } of said) add(walk, from, content, place.reason);
  const others = pieces.filter((piece) => !own.includes(piece) || piece.content.kind === 'image');
  for (const { element: from, content, reason } of others) add(walk, from, content, reason);
}

function isSignature(text: string): boolean {
  return DASH.test(text) && text.length <= MAX_ATTRIBUTION;
}

function textsOf({ content }: Piece): readonly RichText[] {
  switch (content.kind) {
    case 'text':
    case 'footnote':
      return [content.text];
    case 'quote':
      return content.paragraphs;
    case 'list':
      return content.items.flatMap(({ text, list }) => [
        text,
        ...(list ? textsOf({ content: list } as Piece) : []),
      ]);
    case 'table':
      return [...(content.header ? [content.header] : []), ...content.rows].map((row) =>
        joinTexts(row.filter((cell) => plainText(cell) !== '')),
      );
    default:
      return [];
  }
}
