import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';
import { elementTag, firstFew } from '../reporting.ts';

/** What stands in the body without being read. */
const UNREAD = new Set(['STYLE', 'SCRIPT', 'TEMPLATE', 'LINK', 'META']);

/**
 * Webmail shows what is in the body without the <html> around it, so language and direction stand
 * on everything directly in the body too (email-html.md A2).
 */
export const checkLangDir: Check = ({ document, themeFolder }) => {
  const children = Array.from(document.body.children).filter(
    ({ tagName }) => !UNREAD.has(tagName.toUpperCase()),
  );
  const found = [document.documentElement, ...children].flatMap((element) => {
    const lacking = [
      isLanguage(element.getAttribute('lang')) ? [] : ['lang'],
      /^(?:ltr|rtl)$/i.test(element.getAttribute('dir') ?? '') ? [] : ['dir'],
    ].flat();
    if (lacking.length === 0) return [];
    const tag = element === document.documentElement ? '<html>' : elementTag(element);
    const finding = { detail: lacking.join(' and '), element: tag };
    return [problem('html/lang-dir', { file: themeFolder }, finding)];
  });
  return firstFew(found);
};

/** A well-formed language tag; MJML writes "und" where none was given. */
function isLanguage(tag: string | null): boolean {
  if (tag === null || /^und\b/i.test(tag)) return false;
  try {
    return new Intl.Locale(tag).language !== '';
  } catch {
    return false;
  }
}
