import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';
import { bareCss, styleSheets } from '../../css/style-sheets.ts';

/** What dark mode rests on, in the style sheets: for Apple Mail and others, and for Outlook. */
const RULES = {
  '@media (prefers-color-scheme: dark)':
    /@media[^{]*\(\s*prefers-color-scheme\s*:\s*dark\s*\)[^{]*\{[^{}]*\{[^{}]*:[^{}]*\}/i,
  '[data-ogsc]': /\[data-ogsc\][^{}]*\{[^{}]*:[^{}]*\}/i,
  '[data-ogsb]': /\[data-ogsb\][^{}]*\{[^{}]*:[^{}]*\}/i,
};

/** The letter says that it knows light and dark, and how it looks in each (email-html.md C7). */
export const checkColorScheme: Check = ({ document, themeFolder }) => {
  const css = styleSheets(document).map(bareCss).join('\n');
  const metas = ['color-scheme', 'supported-color-schemes'].filter((name) => {
    const content = document.querySelector(`meta[name="${name}"]`)?.getAttribute('content') ?? '';
    return !/\blight\b/i.test(content) || !/\bdark\b/i.test(content);
  });
  const missing = [
    ...metas.map((name) => `<meta name="${name}" content="light dark">`),
    ...Object.entries(RULES).flatMap(([name, rule]) =>
      rule.test(css) ? [] : [`rules in ${name}`],
    ),
  ];
  return missing.map((what) =>
    problem('html/color-scheme', { file: themeFolder }, `without ${what}`),
  );
};
