import { problem } from '../../base/problem.ts';
import { conditionalComments, outlookOnly } from '../conditional-comments.ts';
import type { Check } from '../parsed-letter.ts';
import { firstFew } from '../reporting.ts';

const VOID = /^(?:br|hr|img|input|link|meta)$/i;
const TAG = /<(\/?)([a-z][\w:-]*)(?:"[^"]*"|'[^']*'|[^"'>])*?(\/?)>/gi;

/**
 * Conditional comments come in pairs, the tags that they open for Outlook are closed, and Outlook's
 * settings have the case that Outlook requires (email-html.md C3).
 */
export const checkOutlookComments: Check = ({ html, themeFolder }) => {
  const { comments, faults } = conditionalComments(html);
  const outlook = outlookOnly(comments);
  const details = [...faults, ...unbalancedTags(outlook), ...settingsFaults(outlook)];
  return firstFew(
    details.map((detail) => problem('html/outlook-comments', { file: themeFolder }, detail)),
  );
};

/** The first tag without its pair: the rest would only repeat it. */
function unbalancedTags(html: string): readonly string[] {
  const open: string[] = [];
  for (const [, closing, name = '', selfClosing] of html.matchAll(TAG)) {
    if (selfClosing !== '' || VOID.test(name)) continue;
    if (closing === '') {
      open.push(name);
      continue;
    }
    const last = open.pop();
    if (last === undefined) return [`</${name}> closes no tag for Outlook`];
    if (last !== name) return [`<${last}> is not closed before </${name}>`];
  }
  const left = open.at(-1);
  return left === undefined ? [] : [`<${left}> is not closed for Outlook`];
}

function settingsFaults(html: string): readonly string[] {
  const names = ['o:OfficeDocumentSettings', 'o:PixelsPerInch'];
  return names.flatMap((name) => {
    const written = new RegExp(`<(${name})\\b`, 'i').exec(html)?.[1];
    if (written === name) return [];
    return [written === undefined ? `${name} is missing` : `${written} should be ${name}`];
  });
}
