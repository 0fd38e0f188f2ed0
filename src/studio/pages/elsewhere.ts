import { html } from 'hono/html';
import type { Markup } from './layout.ts';

/**
 * Returns the page for somebody who follows a link from another site: it shows nothing of the
 * newsletter and makes nothing, because such a site can also open it unasked.
 */
export function elsewherePage(address: string): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Open the studio?</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/studio.css" />
      </head>
      <body>
        <main id="main">
          <h1>Open the studio?</h1>
          <p>A page of another site leads here. Continue if you clicked a link to your studio.</p>
          <p><a class="button strong" href="${address}">Continue</a></p>
        </main>
      </body>
    </html>`;
}
