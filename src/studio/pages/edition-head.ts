/** The head that all pages of an edition share: its day, its subject, its facts, and their links. */
import { html } from 'hono/html';
import { formatDay } from '../../base/format.ts';
import { editionNav, type EditionAccess, type EditionPageName } from './edition-nav.ts';
import type { Markup } from './layout.ts';

export interface EditionHeadParts extends EditionAccess {
  readonly page: EditionPageName;
  readonly id: string;
  /** The edition's id if it can't be built. */
  readonly subject: string;
  /** What the page says of the edition at once, such as its state. */
  readonly facts?: Markup;
  /** Links next to the day. */
  readonly besideDay?: Markup;
  /** The way from the page to the edition's folder. Default: ../ */
  readonly up?: string;
}

/** Returns the head of a page of an edition. */
export function editionHead(parts: EditionHeadParts): Markup {
  const { page, id, subject, facts, besideDay, up = '../' } = parts;
  // The name of every edition begins with its date.
  const date = id.slice(0, 'YYYY-MM-DD'.length);
  return html`<header class="edition-head">
    <div id="edition-head" data-live="letter run editions problems broken">
      <p class="crumbs"><time datetime="${date}">${formatDay(date)}</time>${besideDay}</p>
      <h1 dir="auto">${subject}</h1>
      <p class="facts">${facts} ${subject !== id && html`<code>${id}</code>`}</p>
    </div>
    ${editionNav(page, up, parts)}
  </header>`;
}
