import { problem } from '../../base/problem.ts';
import { inlineStyle } from '../../css/declarations.ts';
import type { Check } from '../parsed-letter.ts';
import { elementTag, firstFew } from '../reporting.ts';

/**
 * An image reserves its space before it is loaded (width and height as numbers), shrinks in
 * proportion (height:auto), and comes over https or in the message itself (email-html.md C5).
 */
export const checkImage: Check = ({ document, themeFolder }) => {
  const found = Array.from(document.querySelectorAll('img')).flatMap((image) => {
    const faults = faultsOf(image);
    if (faults.length === 0) return [];
    const finding = { detail: faults.join(', '), element: elementTag(image) };
    return [problem('html/image', { file: themeFolder }, finding)];
  });
  return firstFew(found);
};

function faultsOf(image: Element): readonly string[] {
  const sides = ['width', 'height'].flatMap((side) => {
    const length = image.getAttribute(side);
    if (length !== null && /^[1-9]\d*$/.test(length)) return [];
    return [length === null ? `no ${side}` : `${side}="${length}"`];
  });
  const shrinks = inlineStyle(image).get('height')?.toLowerCase() === 'auto';
  return [
    ...sides,
    ...(shrinks ? [] : ['no height:auto in its style']),
    ...sourceFaults(image.getAttribute('src')?.trim() ?? ''),
  ];
}

function sourceFaults(source: string): readonly string[] {
  if (source === '') return ['no source'];
  if (/^(?:https:|cid:)/i.test(source)) return [];
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(source)?.[0];
  return [scheme === undefined ? 'its source is a relative URL' : `its source is ${scheme}`];
}
