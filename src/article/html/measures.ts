import { isBlock, isSkipped } from './tags.ts';

/** What an element contains, in characters without white space. */
export interface Measure {
  readonly text: number;
  /** Of these, in links. */
  readonly linked: number;
  /** Of these, in paragraphs outside of links. */
  readonly prose: number;
  readonly hasBlocks: boolean;
}

/** Returns the measure of any element of a document. */
export type MeasureOf = (element: Element) => Measure;

const EMPTY: Measure = { text: 0, linked: 0, prose: 0, hasBlocks: false };

/** Measures all elements below one, each once. */
export function measure(root: Element): MeasureOf {
  const measures = new Map<Element, Measure>();
  const visit = (element: Element, inLink: boolean, inParagraph: boolean): Measure => {
    const sum = { text: 0, linked: 0, prose: 0, hasBlocks: false };
    for (const child of element.childNodes) {
      if (child.nodeType === 3) {
        const length = (child.textContent ?? '').replace(/\s+/g, '').length;
        sum.text += length;
        if (inLink) sum.linked += length;
        else if (inParagraph) sum.prose += length;
      } else if (child.nodeType === 1 && !isSkipped(child as Element)) {
        const each = child as Element;
        const { tagName } = each;
        const part = visit(each, inLink || tagName === 'A', inParagraph || tagName === 'P');
        sum.text += part.text;
        sum.linked += part.linked;
        sum.prose += part.prose;
        sum.hasBlocks ||= part.hasBlocks || isBlock(each);
      }
    }
    measures.set(element, sum);
    return sum;
  };
  visit(root, false, false);
  return (element) => measures.get(element) ?? EMPTY;
}
