import { problem } from '../../base/problem.ts';
import { conditionalComments } from '../conditional-comments.ts';
import type { Check } from '../parsed-letter.ts';
import { elementTag, firstFew } from '../reporting.ts';

const ROLE = /\srole=(["']?)(?:presentation|none)\1(?=[\s>/]|$)/i;

/**
 * Every layout table has role="presentation", also in Outlook's conditional comments
 * (email-html.md A3). A table with a caption or header cells is a data table and needs no role.
 */
export const checkLayoutRole: Check = ({ document, html, themeFolder }) => {
  const shown = Array.from(document.querySelectorAll('table'))
    .filter((table) => !isDataTable(table) && !hasRole(table))
    .map(elementTag);
  const hidden = conditionalComments(html)
    .comments.filter(({ revealed }) => !revealed)
    .flatMap(({ content }) => content.match(/<table\b[^>]*>/gi) ?? [])
    .filter((tag) => !ROLE.test(tag))
    .map((tag) => `${tag} in a conditional comment`);
  const found = [...shown, ...hidden].map((element) =>
    problem('html/layout-role', { file: themeFolder }, { element }),
  );
  return firstFew(found);
};

function hasRole(table: Element): boolean {
  return /^(?:presentation|none)$/i.test(table.getAttribute('role') ?? '');
}

function isDataTable(table: Element): boolean {
  return Array.from(table.querySelectorAll('th, caption')).some(
    (cell) => cell.closest('table') === table,
  );
}
