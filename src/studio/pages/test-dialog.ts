import { html } from 'hono/html';
import type { TestServer } from '../desk.ts';
import type { Markup } from './layout.ts';

/**
 * Returns the dialog that asks for a test's address, and for a confirmation if it is real mail; or
 * that says why no test can be sent.
 */
export function testDialog(recipient: string, server: TestServer): Markup {
  return html`<dialog id="test" class="dialog" aria-labelledby="test-name">
    <form method="post" action="test">
      <h2 id="test-name">Send a test</h2>
      ${server.kind === 'unusable' ? noServer(server) : questions(recipient, server)}
    </form>
  </dialog>`;
}

type Usable = Exclude<TestServer, { kind: 'unusable' }>;

function questions(recipient: string, { name, kind }: Usable): Markup {
  const real = kind === 'server';
  return html`<p>
      Sends the letter for <bdi dir="ltr"><strong>${recipient}</strong></bdi> with “[Test]” before
      the subject. A test is not recorded as a delivery.
    </p>
    <label class="field"
      >To <input type="email" name="to" required autocomplete="email" placeholder="you@example.com"
    /></label>
    ${real ? confirmation(name) : html`<p class="muted">It goes to ${name}, on this machine.</p>`}
    <p class="dialog-actions">
      <button class="strong">${real ? `Send through ${name}` : 'Send to the mailbox'}</button>
      <button formmethod="dialog" formnovalidate>Cancel</button>
    </p>`;
}

function noServer({ message, remedy }: Exclude<TestServer, Usable>): Markup {
  return html`<p class="notice">${message} ${remedy} Then start the studio again.</p>
    <p class="dialog-actions"><button formmethod="dialog">Close</button></p>`;
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
