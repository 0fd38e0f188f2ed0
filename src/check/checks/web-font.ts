import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';
import { elementTag, firstFew } from '../reporting.ts';

/**
 * The letter loads no fonts or style sheets: a third party would learn who reads it and when
 * (email-html.md C6).
 */
export const checkWebFont: Check = ({ document, styleSheets, themeFolder }) => {
  const links = Array.from(document.querySelectorAll('link[href]'))
    .filter((link) => /\b(?:stylesheet|preload|preconnect)\b/i.test(link.getAttribute('rel') ?? ''))
    .map(elementTag);
  const rules = styleSheets
    .flatMap(({ atRules }) => atRules)
    .filter(
      ({ name, source }) => name === 'import' || (name === 'font-face' && /\burl\(/i.test(source)),
    )
    .map(({ source }) => source.replace(/\s+/g, ' ').slice(0, 120));
  const found = [...new Set([...links, ...rules])].map((element) =>
    problem('html/web-font', { file: themeFolder }, { element }),
  );
  return firstFew(found);
};
