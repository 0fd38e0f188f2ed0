import { html } from 'hono/html';
import type { Markup } from './layout.ts';
import { outsidePage } from './outside.ts';

/**
 * Returns the page for somebody who follows a link from another site: it shows nothing of the
 * newsletter and makes nothing, because such a site can also open it unasked.
 */
export function elsewherePage(address: string): Markup {
  return outsidePage(
    'Open the studio?',
    html`<p>A page of another site leads here. Continue if you clicked a link to your studio.</p>
      <p><a class="button strong" href="${address}">Continue</a></p>`,
  );
}
