import { html } from 'hono/html';
import type { Desk } from '../desk.ts';
import type { Markup } from './layout.ts';

export type Server = Awaited<ReturnType<Desk['server']>>;

/** Asks where a test goes; by name, where it goes to a real server. */
export function testDialog(recipient: string, { name, kind }: Server): Markup {
  const real = kind === 'server';
  return html`<dialog id="test" class="dialog" aria-labelledby="test-name">
    <form method="post" action="test">
      <h2 id="test-name">Send a test</h2>
      <p>
        The letter for <bdi dir="ltr"><strong>${recipient}</strong></bdi
        >, with “[Test]” before its subject. The ledger hears nothing of it.
      </p>
      <label class="field"
        >To
        <input type="email" name="to" required autocomplete="email" placeholder="you@example.com"
      /></label>
      ${real ? question(name) : html`<p class="muted">It goes to ${name}, on this machine.</p>`}
      <p class="dialog-doors">
        <button class="strong">${real ? `Send through ${name}` : 'Send to the mailbox'}</button>
        <button formmethod="dialog" formnovalidate>Cancel</button>
      </p>
    </form>
  </dialog>`;
}

function question(name: string): Markup {
  return html`<p class="notice">
    This is real mail: it leaves this machine.
    <label class="check"
      ><input type="checkbox" name="sure" required /> Send it through
      <strong>${name}</strong></label
    >
  </p>`;
}
