/** The forms by which an editor changes how a reader stands; they work without the script. */
import { html } from 'hono/html';
import type { Reader } from '../../subscribers/reader.ts';
import type { Markup } from './layout.ts';

export const PAUSE_WEEKS = [2, 4, 8] as const;
export const LONGEST_CONSENT = 300;

/** Returns the forms that change how a reader stands. */
export function readerActions({ state, suppression }: Reader): Markup {
  return html`<section class="actions" aria-label="Change">
    ${state.kind === 'active' && !suppression && pauseForm()}
    ${state.kind === 'paused' && resumeForm()} ${state.kind !== 'unsubscribed' && removeForm()}
    ${(state.kind === 'unsubscribed' || suppression) && restoreForm()}
    <p class="muted">
      To erase all that is known of this reader, run
      <code>npx broadsheet subscribers forget</code> with the address.
    </p>
  </section>`;
}

function pauseForm(): Markup {
  return html`<form method="post" action="pause">
    <label for="weeks">Pause for</label>
    <select id="weeks" name="weeks">
      ${PAUSE_WEEKS.map((weeks) => html`<option value="${weeks}">${weeks} weeks</option>`)}
    </select>
    <button>Pause</button>
  </form>`;
}

function resumeForm(): Markup {
  return html`<form method="post" action="resume"><button>End the pause</button></form>`;
}

function removeForm(): Markup {
  return html`<form
    method="post"
    action="remove"
    data-confirm="Remove this reader from the list? You can put them back later."
  >
    <button>Remove from the list</button>
  </form>`;
}

function restoreForm(): Markup {
  return html`<form method="post" action="restore" class="restore">
    <label for="consent">Write to them again because</label>
    <input
      id="consent"
      name="consent"
      required
      maxlength="${LONGEST_CONSENT}"
      autocomplete="off"
      placeholder="asked for it by phone on 2 May"
    />
    <button>Put back on the list</button>
  </form>`;
}
