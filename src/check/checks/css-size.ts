import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';

/** All CSS in <style> together is no longer than Gmail accepts (email-html.md B2). */
export const checkCssSize: Check = ({ styleSheets, config, themeFolder }) => {
  const limit = config.check.budgets.cssBytes;
  const actual = Buffer.byteLength(styleSheets.map(({ source }) => source).join(''));
  if (actual <= limit) return [];
  const finding = { actual: `${actual} bytes of CSS`, expected: `at most ${limit}` };
  return [problem('html/css-size', { file: themeFolder }, finding)];
};
