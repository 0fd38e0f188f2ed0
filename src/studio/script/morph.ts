/** Changes documents in place, so that focus, scroll positions and frames stay. */
import { Idiomorph } from 'idiomorph';

/** Makes a region of the page like a fresh one. */
export function morphRegion(region: Element, fresh: Element): void {
  void Idiomorph.morph(region, fresh, { callbacks: { beforeNodeMorphed: needsMorph } });
}

function needsMorph(old: Node, fresh: Node): boolean {
  if (!(old instanceof HTMLElement)) return true;
  // What somebody has typed is in no page that the studio makes.
  if (old.dataset['typed'] !== undefined) return false;
  // The script fills these rows; the server shows them empty.
  if (old.dataset['summary'] !== undefined) return false;
  if (!old.matches('pre.source')) return true;
  // Idiomorph compares each sibling with all others: that is slow for a highlighted source.
  if (!old.isEqualNode(fresh)) old.replaceChildren(...document.importNode(fresh, true).childNodes);
  return false;
}

/** Replaces what is inside an element. */
export function morphInside(element: Element, html: string): void {
  void Idiomorph.morph(element, html, { morphStyle: 'innerHTML' });
}

/** Makes a letter's document like another one, its head included and in the same order. */
export function morphDocument(old: Document, fresh: Document): void {
  void Idiomorph.morph(old.documentElement, fresh.documentElement, { head: { style: 'morph' } });
}
