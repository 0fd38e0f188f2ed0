import { html } from 'hono/html';
import type { Markup } from './layout.ts';
import { lookFields, type Look } from './look.ts';

/** What a message's page shows, one at a time. */
export const MESSAGE_TABS = {
  letter: 'Letter',
  text: 'Text',
  headers: 'Headers',
  message: 'Source',
} as const;

export type MessageLook = Look<keyof typeof MESSAGE_TABS>;

/** What to show, and how: a form that works without the script too. */
export function messageTools(look: MessageLook): Markup {
  return html`<form id="view" class="toolbar" method="get">
    <div class="tab-row" role="group" aria-label="What to show">
      ${Object.entries(MESSAGE_TABS).map(
        ([tab, label]) =>
          html`<button name="tab" value="${tab}" aria-pressed="${String(look.tab === tab)}">
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
