import { problem } from '../../base/problem.ts';
import { mediaMatches } from '../../css/media.ts';
import type { Rule } from '../../css/style-sheet.ts';
import { DESKTOP, PHONE, type Check } from '../parsed-letter.ts';

/** The rules that dark mode needs: for Apple Mail and others, and for Outlook. */
const NEEDED: Readonly<Record<string, (rule: Rule) => boolean>> = {
  '@media (prefers-color-scheme: dark)': appliesOnlyInDarkMode,
  '[data-ogsc]': ({ selector }) => selector.includes('[data-ogsc]'),
  '[data-ogsb]': ({ selector }) => selector.includes('[data-ogsb]'),
};

/** The letter declares that it supports light and dark, and has colours for both (email-html.md C7). */
export const checkColorScheme: Check = ({ document, styleSheets, themeFolder }) => {
  const rules = styleSheets
    .flatMap((sheet) => sheet.rules)
    .filter(({ declarations }) => declarations.length > 0);
  const metas = ['color-scheme', 'supported-color-schemes'].filter((name) => {
    const content = document.querySelector(`meta[name="${name}"]`)?.getAttribute('content') ?? '';
    return !/\blight\b/i.test(content) || !/\bdark\b/i.test(content);
  });
  const missing = [
    ...metas.map((name) => `<meta name="${name}" content="light dark">`),
    ...Object.entries(NEEDED).flatMap(([name, isSuch]) =>
      rules.some(isSuch) ? [] : [`rules in ${name}`],
    ),
  ];
  return missing.map((what) =>
    problem('html/color-scheme', { file: themeFolder }, `without ${what}`),
  );
};

function appliesOnlyInDarkMode({ media }: Rule): boolean {
  const applies = (dark: boolean) => (viewport: typeof DESKTOP) =>
    media.every((queries) => mediaMatches(queries, { ...viewport, dark }));
  const viewports = [DESKTOP, PHONE];
  return viewports.some(applies(true)) && !viewports.some(applies(false));
}
