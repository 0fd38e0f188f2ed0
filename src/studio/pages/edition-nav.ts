import { html } from 'hono/html';
import type { Markup } from './layout.ts';

/** The pages of an edition, by their folder below the edition's. */
const PAGES = {
  letter: { folder: 'nobody/', label: 'Letter' },
  versions: { folder: 'versions/', label: 'Versions' },
  report: { folder: 'report/', label: 'Report' },
} as const;

export type EditionPageName = keyof typeof PAGES;

/**
 * Returns the links between the pages of an edition. `up` is the way from the page to the edition's
 * folder; without a run there is no report.
 */
export function editionNav(current: EditionPageName, up: string, hasRun: boolean): Markup {
  const names = (Object.keys(PAGES) as EditionPageName[]).filter(
    (name) => name !== 'report' || hasRun,
  );
  return html`<nav class="edition-nav" aria-label="This edition">
    ${names.map(
      (name) =>
        html`<a href="${up}${PAGES[name].folder}" aria-current="${name === current && 'page'}"
          >${PAGES[name].label}</a
        >`,
    )}
  </nav>`;
}
