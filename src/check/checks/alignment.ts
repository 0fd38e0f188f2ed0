import { problem } from '../../base/problem.ts';
import type { Style } from '../../css/computed.ts';
import { proseElements } from '../letter-text.ts';
import { DESKTOP, type Check } from '../parsed-letter.ts';
import { elementTag, firstFew } from '../reporting.ts';

/**
 * Running text is aligned to the side where its language begins, and runs in its direction
 * (email-html.md A9).
 */
export const checkAlignment: Check = ({ document, edition, stylesAt, themeFolder }) => {
  const styleOf = stylesAt(DESKTOP);
  const found = proseElements(document, edition).flatMap((element) => {
    const style = styleOf(element);
    const dir = element.closest('[dir]')?.getAttribute('dir')?.toLowerCase() ?? 'ltr';
    const fault = style.hidden ? undefined : faultOf(style, dir === 'rtl' ? 'rtl' : 'ltr');
    if (!fault) return [];
    return [
      problem('html/alignment', { file: themeFolder }, { ...fault, element: elementTag(element) }),
    ];
  });
  return firstFew(found);
};

function faultOf({ align, direction }: Style, dir: 'ltr' | 'rtl') {
  if (direction !== dir) return { detail: 'direction', actual: direction, expected: dir };
  const start = dir === 'rtl' ? 'right' : 'left';
  return align === 'start' || align === start
    ? undefined
    : { detail: 'text-align', actual: align, expected: start };
}
