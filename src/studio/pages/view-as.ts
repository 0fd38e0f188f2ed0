import { html } from 'hono/html';
import type { Who } from '../desk.ts';
import type { Markup } from './layout.ts';

/** Whose letter is looked at: somebody's, found by name or address, or nobody's in particular. */
export function viewAs(who: Who, recipient: string | undefined): Markup {
  const here = (which: Who) => (who === which ? 'true' : 'false');
  return html`<div class="view-as" role="group" aria-label="Whose letter">
    <span class="muted" id="view-as-name">View as</span>
    <a href="../nobody/" data-keep aria-current="${here('nobody')}">nobody</a>
    <a href="../longest/" data-keep aria-current="${here('longest')}">the longest name</a>
    <input
      type="search"
      data-readers
      aria-label="View as a subscriber: a name or an address"
      placeholder="${typeof who === 'number' ? (recipient ?? 'a subscriber') : 'a subscriber …'}"
    />
  </div>`;
}
