import { foldSpaces } from '../check/visible-text.ts';

/** An element that holds text itself, and not only in its children. */
export interface TextElement {
  readonly element: Element;
  /** Its own text, spaces folded. */
  readonly text: string;
}

const TEXT_NODE = 3;
/** Something to see: not a space, not a character that joins or separates others. */
const SEEN = /[^\s\p{Cf}\p{M}]/u;

/** Every element of the body that holds text of its own, in the order of the document. */
export function textElements(document: Document): readonly TextElement[] {
  return Array.from(document.querySelectorAll('body, body *')).flatMap((element) => {
    if (element.tagName === 'STYLE' || element.tagName === 'SCRIPT') return [];
    const text = Array.from(element.childNodes)
      .filter(({ nodeType }) => nodeType === TEXT_NODE)
      .map(({ textContent }) => textContent ?? '')
      .join(' ');
    return SEEN.test(text) ? [{ element, text: foldSpaces(text) }] : [];
  });
}
