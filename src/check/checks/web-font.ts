import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';
import { elementTag, firstFew } from '../reporting.ts';
import { styleSheets } from '../../css/style-sheets.ts';

/**
 * Nothing is fetched to set the letter: a font of a third party tells it who reads when
 * (email-html.md C6).
 */
export const checkWebFont: Check = ({ document, themeFolder }) => {
  const links = Array.from(document.querySelectorAll('link[href]'))
    .filter((link) => /\b(?:stylesheet|preload|preconnect)\b/i.test(link.getAttribute('rel') ?? ''))
    .map(elementTag);
  const rules = styleSheets(document)
    .map((css) => css.replace(/\/\*[\s\S]*?\*\//g, ''))
    .flatMap((css) => css.match(/@import\b[^;]*|@font-face\s*\{[^}]*\burl\([^}]*\}/gi) ?? [])
    .map((rule) => rule.replace(/\s+/g, ' ').slice(0, 120));
  const found = [...new Set([...links, ...rules])].map((element) =>
    problem('html/web-font', { file: themeFolder }, { element }),
  );
  return firstFew(found);
};
