import { parseDeclarations } from './css.ts';

/** The declarations of an element's style attribute: property → value. */
export function inlineStyle(element: Element): ReadonlyMap<string, string> {
  const declarations = parseDeclarations(element.getAttribute('style') ?? '');
  return new Map(declarations.map(({ property, value }) => [property, value]));
}

/** The padding above and below, in px; what is not in px counts as nothing. */
export function verticalPadding(style: ReadonlyMap<string, string>): number {
  const [top = '', , bottom = top] = (style.get('padding') ?? '').split(/\s+/);
  return pixels(style.get('padding-top') ?? top) + pixels(style.get('padding-bottom') ?? bottom);
}

function pixels(length: string): number {
  return /^[\d.]+px$/i.test(length) ? parseFloat(length) : 0;
}
