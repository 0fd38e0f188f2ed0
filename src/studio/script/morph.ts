/** What changed is changed in place: focus, scroll positions and frames stay. */
import { Idiomorph } from 'idiomorph';

/** Brings a region of the page up to date. */
export function morphRegion(region: Element, fresh: Element): void {
  void Idiomorph.morph(region, fresh, { callbacks: { beforeNodeMorphed: isNotFilled } });
}

/** The script fills these rows; the server shows them empty. */
function isNotFilled(node: Node): boolean {
  return !(node instanceof HTMLElement && node.dataset['summary'] !== undefined);
}

/** Replaces what is inside an element. */
export function morphInside(element: Element, html: string): void {
  void Idiomorph.morph(element, html, { morphStyle: 'innerHTML' });
}

/** Makes a letter's document like another one, its head included and in the same order. */
export function morphDocument(old: Document, fresh: Document): void {
  void Idiomorph.morph(old.documentElement, fresh.documentElement, { head: { style: 'morph' } });
}
