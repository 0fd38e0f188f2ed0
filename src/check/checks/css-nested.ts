import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';
import { firstFew } from '../reporting.ts';
import { bareCss, styleSheets } from '../../css/style-sheets.ts';

/** No at-rule stands inside another (email-html.md B2). */
export const checkCssNested: Check = ({ document, themeFolder }) => {
  const found = styleSheets(document)
    .flatMap(nestedAtRules)
    .map(({ outer, inner }) =>
      problem('html/css-nested', { file: themeFolder }, `${inner} in ${outer}`),
    );
  return firstFew(found);
};

interface Nested {
  readonly outer: string;
  readonly inner: string;
}

function nestedAtRules(css: string): readonly Nested[] {
  const nested: Nested[] = [];
  const open: string[] = [];
  // A rule's opening up to its brace, a statement up to its semicolon, or a closing brace.
  for (const [piece] of bareCss(css).matchAll(/[^{};]*[{;]|\}/g)) {
    const name = piece.replace(/[{;]$/, '').trim();
    const outer = open.find((each) => each.startsWith('@'));
    if (name.startsWith('@') && outer !== undefined) nested.push({ outer, inner: name });
    if (piece.endsWith('{')) open.push(name);
    if (piece === '}') open.pop();
  }
  return nested;
}
