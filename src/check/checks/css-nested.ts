import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';
import { firstFew } from '../reporting.ts';

/** No at-rule is inside another (email-html.md B2). */
export const checkCssNested: Check = ({ styleSheets, themeFolder }) => {
  const found = styleSheets
    .flatMap(({ atRules }) => atRules)
    .flatMap(({ head, outer }) => {
      if (outer === undefined) return [];
      return [problem('html/css-nested', { file: themeFolder }, `${head} in ${outer}`)];
    });
  return firstFew(found);
};
