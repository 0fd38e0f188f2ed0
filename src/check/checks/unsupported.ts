import { defined } from '../../base/defined.ts';
import { problem } from '../../base/problem.ts';
import { supportGaps, type SupportGap } from '../client-support.ts';
import type { Check } from '../parsed-letter.ts';
import { firstFew } from '../reporting.ts';

/** The letter uses no feature that a mail program does not support, except those allowed (email-html.md C2). */
export const checkUnsupported: Check = (letter) => {
  const gaps = supportGaps(letter).filter(
    ({ support, allowed }) => support === 'none' && allowed === undefined,
  );
  const found = Array.from(
    Map.groupBy(gaps, ({ feature }) => feature),
    ([feature, uses]) => {
      const clients = [...new Set(uses.map(({ client }) => client))].sort();
      const detail = `${feature} in ${clients.join(', ')}`;
      const place = { file: letter.themeFolder };
      return problem('html/unsupported', place, { detail, ...defined({ element: placeOf(uses) }) });
    },
  );
  return firstFew(found);
};

/** The first line of CSS or tag that uses a feature; unknown for an at-rule. */
function placeOf([first]: readonly SupportGap[]): string | undefined {
  const element = first?.element ?? '';
  return element.length > 120 ? `${element.slice(0, 119)}…` : element || undefined;
}
