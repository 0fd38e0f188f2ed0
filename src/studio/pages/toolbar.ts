import { html } from 'hono/html';
import type { Markup } from './layout.ts';
import { lookFields, type Look } from './look.ts';

/** What an edition's page shows, one at a time. */
export const TABS = {
  letter: 'Letter',
  text: 'Plain text',
  inbox: 'Inbox',
  html: 'HTML',
  mjml: 'MJML',
  message: 'Message',
  headers: 'Headers',
  size: 'Size',
} as const;

export type EditionLook = Look<keyof typeof TABS>;

/** What to show, and how: a form that works without the script too. */
export function toolbar<T extends string>(
  tabs: Readonly<Record<T, string>>,
  look: Look<T>,
): Markup {
  return html`<form id="view" class="toolbar" method="get">
    <div class="tab-row" role="group" aria-label="What to show">
      ${Object.entries<string>(tabs).map(
        ([tab, label]) =>
          html`<button
            name="tab"
            value="${tab}"
            aria-pressed="${String(look.tab === tab)}"
            ${tab === 'text' && html`aria-keyshortcuts="t"`}
          >
            ${label}
          </button>`,
      )}
    </div>
    <div class="look-row">
      ${lookFields(look)}
      <noscript><button name="tab" value="${look.tab}">Show</button></noscript>
    </div>
  </form>`;
}

/** One of the things that tabs choose from. What depends on the letter is live. */
export function panel(
  tab: keyof typeof TABS,
  look: EditionLook,
  content: Markup,
  live = 'letter',
): Markup {
  return html`<section
    id="panel-${tab}"
    data-tab="${tab}"
    aria-label="${TABS[tab]}"
    ${live !== '' && html`data-live="${live}"`}
    ${look.tab !== tab && 'hidden'}
  >
    ${content}
  </section>`;
}
