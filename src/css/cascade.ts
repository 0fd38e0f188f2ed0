import { parseCss, parseDeclarations, type Declaration, type Rule } from './css.ts';
import { mediaMatches, type Viewport } from './media.ts';

/** What is declared for an element: values by property, the winners of the cascade. */
export type Declared = ReadonlyMap<string, string>;

/** What is declared for any element of a document. */
export type Cascade = (element: Element) => Declared;

interface Winner {
  readonly value: string;
  readonly weight: number;
}

const IMPORTANT = 1e9;
const INLINE = 1e8;
const NOTHING: Declared = new Map();

/** The cascade of a document: its <style> elements, style attributes, and the old attributes. */
export function cascade(document: Document, viewport: Viewport): Cascade {
  const winners = new Map<Element, Map<string, Winner>>();
  const declare = (element: Element, { property, value, important }: Declaration, rank: number) => {
    const own = winners.get(element) ?? new Map<string, Winner>();
    winners.set(element, own);
    const weight = rank + (important ? IMPORTANT : 0);
    if (weight >= (own.get(property)?.weight ?? -1)) own.set(property, { value, weight });
  };
  for (const element of document.querySelectorAll('[bgcolor], [align], [dir]'))
    for (const hint of hintsOf(element)) declare(element, hint, 0);
  for (const { selector, media, declarations } of rulesOf(document)) {
    if (!media.every((query) => mediaMatches(query, viewport))) continue;
    for (const element of select(document, selector))
      for (const each of declarations) declare(element, each, specificity(selector));
  }
  for (const element of document.querySelectorAll('[style]'))
    for (const each of parseDeclarations(element.getAttribute('style') ?? ''))
      declare(element, each, INLINE);
  const declared = new Map(Array.from(winners, ([element, own]) => [element, valuesOf(own)]));
  return (element) => declared.get(element) ?? NOTHING;
}

function valuesOf(winners: ReadonlyMap<string, Winner>): Declared {
  return new Map(Array.from(winners, ([property, { value }]) => [property, value]));
}

function rulesOf(document: Document): readonly Rule[] {
  return Array.from(document.querySelectorAll('style')).flatMap((style) => {
    const media = style.getAttribute('media');
    return parseCss(style.textContent, media === null ? [] : [media]);
  });
}

/** What a selector matches: nothing where it asks for a state, or cannot be understood. */
function select(document: Document, selector: string): Iterable<Element> {
  if (/::|:(?:hover|focus|active|visited|target|checked|before|after)\b/.test(selector)) return [];
  try {
    return document.querySelectorAll(selector);
  } catch {
    return [];
  }
}

/** Ids, then classes and the like, then types: never so many that one level spills over. */
function specificity(selector: string): number {
  const plain = selector.replace(/"[^"]*"|'[^']*'/g, '');
  const count = (pattern: RegExp) => Math.min(99, Array.from(plain.matchAll(pattern)).length);
  const ids = count(/#[\w-]+/g);
  const classes = count(/\.[\w-]+|\[[^\]]*\]|:[\w-]+/g);
  const types = count(/(?<=^|[\s>+~])[a-z][\w-]*/gi);
  return ids * 10_000 + classes * 100 + types;
}

/** The attributes that are styles: they lose against every rule. */
function hintsOf(element: Element): readonly Declaration[] {
  const hint = (attribute: string, property: string) => {
    const value = element.getAttribute(attribute);
    return value === null ? [] : [{ property, value, important: false }];
  };
  // The align of a table and of a picture moves the box, not the text in it.
  const moves = ['TABLE', 'IMG'].includes(element.tagName);
  return [
    ...hint('bgcolor', 'background-color'),
    ...(moves ? [] : hint('align', 'text-align')),
    ...hint('dir', 'direction'),
  ];
}
