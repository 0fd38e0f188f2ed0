import { html } from 'hono/html';
import type { Markup } from './layout.ts';

/** The pages of an edition, by their folder below the edition's. */
const PAGES = {
  letter: { folder: 'nobody/', label: 'Letter' },
  write: { folder: 'write/', label: 'Write' },
  when: { folder: 'when/', label: 'When' },
  send: { folder: 'send/', label: 'Send' },
  versions: { folder: 'versions/', label: 'Versions' },
  report: { folder: 'report/', label: 'Report' },
} as const;

export type EditionPageName = keyof typeof PAGES;

/** What decides which pages an edition has. */
interface EditionAccess {
  /** Without a run there is no report. */
  readonly hasRun: boolean;
  /** Somebody who may only look is offered no page to write on. */
  readonly mayWrite: boolean;
}

/**
 * Returns the links between the pages of an edition. `up` is the way from the page to the edition's
 * folder.
 */
export function editionNav(current: EditionPageName, up: string, access: EditionAccess): Markup {
  const isOffered = (name: EditionPageName) =>
    name === 'report' ? access.hasRun : name !== 'write' || access.mayWrite;
  const names = (Object.keys(PAGES) as EditionPageName[]).filter(
    (name) => name === current || isOffered(name),
  );
  return html`<nav id="edition-nav" class="tabs" aria-label="This edition" data-live="run">
    ${names.map(
      (name) =>
        html`<a href="${up}${PAGES[name].folder}" aria-current="${name === current && 'page'}"
          >${PAGES[name].label}</a
        >`,
    )}
  </nav>`;
}
