import { html } from 'hono/html';
import type { TestServer } from '../desk.ts';
import type { Markup } from './layout.ts';

/** Returns the dialog that asks for a test's address, and for a confirmation if it is real mail. */
export function testDialog(recipient: string, { name, kind }: TestServer): Markup {
  const real = kind === 'server';
  return html`<dialog id="test" class="dialog" aria-labelledby="test-name">
    <form method="post" action="test">
      <h2 id="test-name">Send a test</h2>
      <p>
        Sends the letter for <bdi dir="ltr"><strong>${recipient}</strong></bdi> with “[Test]” before
        the subject. A test is not recorded as a delivery.
      </p>
      <label class="field"
        >To
        <input type="email" name="to" required autocomplete="email" placeholder="you@example.com"
      /></label>
      ${real ? confirmation(name) : html`<p class="muted">It goes to ${name}, on this machine.</p>`}
      <p class="dialog-actions">
        <button class="strong">${real ? `Send through ${name}` : 'Send to the mailbox'}</button>
        <button formmethod="dialog" formnovalidate>Cancel</button>
      </p>
    </form>
  </dialog>`;
}

function confirmation(name: string): Markup {
  return html`<p class="notice">
    This is real mail: it leaves this machine.
    <label class="check"
      ><input type="checkbox" name="sure" required /> Send it through
      <strong>${name}</strong></label
    >
  </p>`;
}
