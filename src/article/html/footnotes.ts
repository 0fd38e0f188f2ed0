/** Finds footnotes: anchors that lead forward to a note, which leads back. */
import { folded } from './tags.ts';

export interface Footnotes {
  /** The label by the anchor in the text. */
  readonly references: ReadonlyMap<Element, string>;
  /** The label by the element that holds the note. */
  readonly notes: ReadonlyMap<Element, string>;
  /** The anchors in the notes that lead back. */
  readonly backLinks: ReadonlySet<Element>;
}

const MAX_LABEL = 8;
const HOLDERS = 'li, p, dd, td, div, aside';
const NOTES = /foot-?notes|end-?notes|^notes(?:\s|$)|notes-de-bas/i;

/** Returns the footnotes of a page from Word, Google Docs, Markdown or WordPress. */
export function findFootnotes(root: Element): Footnotes {
  const order = new Map(Array.from(root.querySelectorAll('*'), (each, index) => [each, index]));
  const targets = targetsIn(order.keys());
  const references = new Map<Element, string>();
  const notes = new Map<Element, string>();
  const backLinks = new Set<Element>();
  for (const anchor of root.querySelectorAll('a[href*="#"]')) {
    const target = targetOf(anchor, targets);
    const label = labelOf(anchor);
    if (!target || label === undefined) continue;
    if ((order.get(target) ?? 0) <= (order.get(anchor) ?? 0)) continue;
    const note = target.closest(HOLDERS) ?? target;
    if (note.contains(anchor)) continue;
    const back = Array.from(note.querySelectorAll('a[href*="#"]')).filter((each) =>
      leadsTo(targetOf(each, targets), anchor),
    );
    if (back.length === 0 && !isAmongNotes(note)) continue;
    references.set(anchor, notes.get(note) ?? label);
    if (!notes.has(note)) notes.set(note, label);
    for (const each of back) backLinks.add(each);
  }
  return { references, notes, backLinks };
}

function targetsIn(elements: Iterable<Element>): ReadonlyMap<string, Element> {
  const targets = new Map<string, Element>();
  for (const element of elements) {
    const names = [element.id, element.tagName === 'A' ? element.getAttribute('name') : null];
    for (const name of names) {
      if (name !== null && name !== '' && !targets.has(name)) targets.set(name, element);
    }
  }
  return targets;
}

function targetOf(anchor: Element, targets: ReadonlyMap<string, Element>): Element | undefined {
  const fragment = (anchor.getAttribute('href') ?? '').split('#')[1] ?? '';
  return targets.get(fragment) ?? targets.get(decoded(fragment));
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** The mark of a footnote is short: "1", "[1]", "*". */
function labelOf(anchor: Element): string | undefined {
  const label = folded(anchor.textContent)
    .replace(/^[[(]|[\])]$/g, '')
    .trim();
  return label === '' || label.length > MAX_LABEL || /[↑↩^]/u.test(label) ? undefined : label;
}

function leadsTo(target: Element | undefined, anchor: Element): boolean {
  if (!target) return false;
  return target === anchor || target.contains(anchor) || anchor.contains(target)
    ? target.textContent.length <= anchor.textContent.length + 4
    : target.parentElement === anchor.parentElement && target.textContent === '';
}

function isAmongNotes(note: Element): boolean {
  const around = note.closest('[class*="notes" i], [id*="notes" i], [role*="notes" i]');
  const names = ['class', 'id', 'role'].map((name) => around?.getAttribute(name) ?? '');
  return NOTES.test(names.join(' '));
}
