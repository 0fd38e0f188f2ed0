/** The head that all pages of an edition share: its day, its subject, its state, and their links. */
import { html } from 'hono/html';
import { formatDay } from '../../base/format.ts';
import type { RunView } from '../standing.ts';
import { editionNav, type EditionPageName } from './edition-nav.ts';
import type { Markup } from './layout.ts';

export interface EditionHeadParts {
  readonly page: EditionPageName;
  readonly id: string;
  /** The edition's id if it can't be built. */
  readonly subject: string;
  readonly run: RunView | undefined;
  readonly mayWrite: boolean;
  /** How the edition stands. */
  readonly state: Markup;
  /** What else the page says of the edition at once. */
  readonly facts?: Markup;
  /** Links next to the day. */
  readonly besideDay?: Markup;
  /** The way from the page to the edition's folder. Default: ../ */
  readonly up?: string;
}

/** Returns the head of a page of an edition. */
export function editionHead(parts: EditionHeadParts): Markup {
  const { page, id, subject, run, mayWrite, state, facts, besideDay, up = '../' } = parts;
  // The name of every edition begins with its date.
  const date = id.slice(0, 'YYYY-MM-DD'.length);
  return html`<header class="edition-head">
    <div id="edition-head" data-live="letter run editions problems broken">
      <p class="crumbs"><time datetime="${date}">${formatDay(date)}</time>${besideDay}</p>
      <h1 dir="auto">${subject}</h1>
      <p class="facts">${state} ${facts} ${subject !== id && html`<code>${id}</code>`}</p>
    </div>
    ${editionNav(page, up, { hasRun: run !== undefined, mayWrite })}
  </header>`;
}
