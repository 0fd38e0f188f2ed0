import { html } from 'hono/html';
import type { Markup } from './layout.ts';

/** Returns a page for somebody who is not in the studio: it shows nothing of the newsletter. */
export function outsidePage(heading: string, content: Markup): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${heading}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/studio.css" />
      </head>
      <body>
        <main id="main" class="outside">
          <h1>${heading}</h1>
          ${content}
        </main>
      </body>
    </html>`;
}
