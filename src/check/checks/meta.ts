import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';

/**
 * Numbers and dates are not turned into links, and Apple Mail leaves the type its size
 * (email-html.md C9).
 */
export const checkMeta: Check = ({ document, themeFolder }) => {
  const format = document.querySelector('meta[name="format-detection"]')?.getAttribute('content');
  const reformatting = document.querySelector('meta[name="x-apple-disable-message-reformatting"]');
  const missing = [
    /telephone\s*=\s*no/i.test(format ?? '')
      ? []
      : ['<meta name="format-detection" content="telephone=no, …">'],
    reformatting ? [] : ['<meta name="x-apple-disable-message-reformatting">'],
  ].flat();
  return missing.map((element) => problem('html/meta', { file: themeFolder }, { element }));
};
