import { html } from 'hono/html';
import type { Markup } from './layout.ts';
import { outsidePage } from './outside.ts';

/**
 * Returns the page for a browser that has not sent the studio's key: it shows nothing of the
 * newsletter. `address` is where to go with the key; `wrong` tells that another one was sent.
 */
export function keyPage(address: string, wrong: boolean): Markup {
  // A form puts its fields in the place of the address's query.
  const { origin, pathname, searchParams } = new URL(address);
  return outsidePage(
    'The studio needs its key',
    html`<p>
        ${
          wrong
            ? 'This is not the key. The studio has a new one each time it is started.'
            : 'Only those who have the key can open this studio.'
        }
        Open the address that the terminal shows, scan the code under it, or enter what follows
        <code>?key=</code> in the address.
      </p>
      <form method="get" action="${origin}${pathname}" class="key-form">
        ${[...searchParams].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <label for="key">Key</label>
        <input
          id="key"
          name="key"
          required
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          ${wrong && html`aria-invalid="true"`}
        />
        <button class="strong">Open the studio</button>
      </form>`,
  );
}
