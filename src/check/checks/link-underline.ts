import { problem } from '../../base/problem.ts';
import { inlineStyle } from '../../css/declarations.ts';
import type { Check } from '../parsed-letter.ts';
import { elementTag, firstFew } from '../reporting.ts';

const PROSE = 'p, li, blockquote, dd, figcaption';

/**
 * A link in running text is underlined: not everybody can tell it by its colour (email-html.md A7).
 * Mail programs underline a link without a style.
 */
export const checkLinkUnderline: Check = ({ document, themeFolder }) => {
  const found = Array.from(document.querySelectorAll('a[href]'))
    .filter((link) => isInProse(link) && !isUnderlined(link))
    .map((link) =>
      problem('html/link-underline', { file: themeFolder }, { element: elementTag(link) }),
    );
  return firstFew(found);
};

/** Whether its paragraph has words outside links. */
function isInProse(link: Element): boolean {
  const prose = link.closest(PROSE);
  return prose !== null && /\p{L}/u.test(textOutsideLinks(prose));
}

function textOutsideLinks(node: Node): string {
  return Array.from(node.childNodes, (child) => {
    if (child.nodeType === child.TEXT_NODE) return child.textContent ?? '';
    if (child.nodeType !== child.ELEMENT_NODE || child.nodeName.toLowerCase() === 'a') return '';
    return textOutsideLinks(child);
  }).join(' ');
}

function isUnderlined(link: Element): boolean {
  if (link.textContent.trim() === '') return true;
  if (decorationOf(link) !== 'none') return true;
  return Array.from(link.querySelectorAll('*')).some(
    (inside) =>
      inside.textContent.trim() === link.textContent.trim() &&
      (decorationOf(inside) === 'underline' || inside.tagName.toLowerCase() === 'u'),
  );
}

/** What its style attribute sets; undefined if it sets nothing. */
function decorationOf(element: Element): 'underline' | 'none' | undefined {
  const style = inlineStyle(element);
  const line = style.get('text-decoration-line') ?? style.get('text-decoration');
  if (line === undefined) return undefined;
  return /\bunderline\b/i.test(line) ? 'underline' : 'none';
}
