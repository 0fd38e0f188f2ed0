import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';
import { styleSheets } from '../../css/style-sheets.ts';

/** All CSS in <style> elements fits into what Gmail takes (email-html.md B2). */
export const checkCssSize: Check = ({ document, config, themeFolder }) => {
  const limit = config.check.budgets.cssBytes;
  const actual = Buffer.byteLength(styleSheets(document).join(''));
  if (actual <= limit) return [];
  const finding = { actual: `${actual} bytes of CSS`, expected: `at most ${limit}` };
  return [problem('html/css-size', { file: themeFolder }, finding)];
};
