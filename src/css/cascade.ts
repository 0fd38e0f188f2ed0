import { parseDeclarations, type Declaration } from './declarations.ts';
import { mediaMatches, type Viewport } from './media.ts';
import { styleSheetsOf, type Specificity, type StyleSheet } from './style-sheet.ts';

/** The declared values of an element by property, after the cascade. */
export type Declared = ReadonlyMap<string, string>;

/** Returns the declared values of any element of a document. */
export type Cascade = (element: Element) => Declared;

interface Winner {
  readonly value: string;
  readonly weight: number;
}

type Styled = readonly (readonly [Element, readonly Declaration[]])[];

const IMPORTANT = 1e9;
const INLINE = 1e8;
const NOTHING: Declared = new Map();

/**
 * Reads what a document declares in <style>, style attributes and presentational attributes, and
 * returns its cascade at any viewport. Reads once, however many viewports follow.
 */
export function readCascade(
  document: Document,
  sheets: readonly StyleSheet[] = styleSheetsOf(document),
): (viewport: Viewport) => Cascade {
  const hints = styledBy(document, '[bgcolor], [align], [dir]', hintsOf);
  const inline = styledBy(document, '[style]', (element) =>
    parseDeclarations(element.getAttribute('style') ?? ''),
  );
  const rules = sheets
    .flatMap((sheet) => sheet.rules)
    .map((rule) => ({ ...rule, elements: elementsMatching(document, rule.selector) }));
  return (viewport) => {
    const winners = new Map<Element, Map<string, Winner>>();
    const declare = (element: Element, declarations: readonly Declaration[], rank: number) => {
      const own = winners.get(element) ?? new Map<string, Winner>();
      winners.set(element, own);
      for (const { property, value, important } of declarations) {
        const weight = rank + (important ? IMPORTANT : 0);
        if (weight >= (own.get(property)?.weight ?? -1)) own.set(property, { value, weight });
      }
    };
    for (const [element, declarations] of hints) declare(element, declarations, 0);
    for (const { elements, media, declarations, specificity } of rules) {
      if (!media.every((queries) => mediaMatches(queries, viewport))) continue;
      for (const element of elements) declare(element, declarations, rankOf(specificity));
    }
    for (const [element, declarations] of inline) declare(element, declarations, INLINE);
    const declared = new Map(Array.from(winners, ([element, own]) => [element, valuesOf(own)]));
    return (element) => declared.get(element) ?? NOTHING;
  };
}

function valuesOf(winners: ReadonlyMap<string, Winner>): Declared {
  return new Map(Array.from(winners, ([property, { value }]) => [property, value]));
}

function styledBy(
  document: Document,
  selector: string,
  declarationsOf: (element: Element) => readonly Declaration[],
): Styled {
  return Array.from(document.querySelectorAll(selector), (element) => [
    element,
    declarationsOf(element),
  ]);
}

/** Empty for pseudo-elements and for states that no element has before a reader does something. */
function elementsMatching(document: Document, selector: string): readonly Element[] {
  try {
    return Array.from(document.querySelectorAll(selector));
  } catch {
    return [];
  }
}

/** Ids outrank classes, which outrank types; each level is limited so that none reaches the next. */
function rankOf({ ids, classes, types }: Specificity): number {
  const [a = 0, b = 0, c = 0] = [ids, classes, types].map((count) => Math.min(99, count));
  return a * 10_000 + b * 100 + c;
}

/** Attributes that style (HTML, 15.2): every rule outranks them. */
function hintsOf(element: Element): readonly Declaration[] {
  const hint = (attribute: string, property: string) => {
    const value = element.getAttribute(attribute);
    return value === null ? [] : [{ property, value, important: false }];
  };
  // On a table or an image, align moves the box, not the text in it.
  const movesBox = ['TABLE', 'IMG'].includes(element.tagName);
  return [
    ...hint('bgcolor', 'background-color'),
    ...(movesBox ? [] : hint('align', 'text-align')),
    ...hint('dir', 'direction'),
  ];
}
