import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';

/**
 * The letter tells mail programs not to turn numbers and dates into links, and Apple Mail not to
 * change font sizes (email-html.md C9).
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
