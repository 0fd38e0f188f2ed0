import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';
import { elementTag, firstFew } from '../reporting.ts';

/** Elements whose content is not shown. */
const NOT_SHOWN = new Set(['STYLE', 'SCRIPT', 'TEMPLATE', 'LINK', 'META']);

/**
 * <html> and each child of the body have a language and a direction: webmail shows the content of the
 * body without <html> (email-html.md A2).
 */
export const checkLangDir: Check = ({ document, themeFolder }) => {
  const children = Array.from(document.body.children).filter(
    ({ tagName }) => !NOT_SHOWN.has(tagName.toUpperCase()),
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

/** Whether it is a well-formed language tag; MJML writes "und" if it has none. */
function isLanguage(tag: string | null): boolean {
  if (tag === null || /^und\b/i.test(tag)) return false;
  try {
    return new Intl.Locale(tag).language !== '';
  } catch {
    return false;
  }
}
