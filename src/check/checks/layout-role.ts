import { problem } from '../../base/problem.ts';
import { conditionalComments } from '../conditional-comments.ts';
import type { Check } from '../parsed-letter.ts';
import { elementTag, firstFew } from '../reporting.ts';

const ROLE = /\srole=(["']?)(?:presentation|none)\1(?=[\s>/]|$)/i;

/**
 * Every layout table says that it is one, inside Outlook's conditional comments too
 * (email-html.md A3). A table with a caption or header cells holds data and needs no role.
 */
export const checkLayoutRole: Check = ({ document, html, themeFolder }) => {
  const shown = Array.from(document.querySelectorAll('table'))
    .filter((table) => !isData(table) && !hasRole(table))
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

function isData(table: Element): boolean {
  return Array.from(table.querySelectorAll('th, caption')).some(
    (cell) => cell.closest('table') === table,
  );
}
