/** The forms that set the time of an edition, hold it and release it; they work without the script. */
import { html } from 'hono/html';
import type { Timing } from '../calendar.ts';
import type { Markup } from './layout.ts';
import { moment } from './moment.ts';

/** What somebody typed into a form that was refused. */
export interface Typed {
  readonly date?: string;
  readonly time?: string;
  readonly oneMoment?: boolean;
  readonly reason?: string;
}

type Moments = readonly { readonly at: Date; readonly text: string }[];

export const LONGEST_REASON = 200;

/** Returns the form for a time of its own and, where it has one, the form that removes it. */
export function timeForm(
  timing: Timing,
  typed: Typed | undefined,
  moments: Moments | undefined,
): Markup {
  const { chosen, send, timeZone, perReader } = timing;
  const { date = chosen.date, time = chosen.time, oneMoment = timing.oneMoment } = typed ?? {};
  return html`<section class="panel" aria-labelledby="time-name">
    <h2 id="time-name">Time</h2>
    <form method="post" action="time" class="timing">
      <input type="hidden" name="was" value="${send}" />
      <p class="field">
        <label for="when-date">Day</label>
        <input id="when-date" type="date" name="date" required value="${date}" />
      </p>
      <p class="field">
        <label for="when-time">Hour, in ${timeZone}</label>
        <input id="when-time" type="time" name="time" required value="${time}" />
      </p>
      ${perReader && wholeWorld(oneMoment)} ${moments && momentChoice(moments, timeZone)}
      <button class="strong">Set this time</button>
    </form>
    ${send === '' ? html`<p class="muted measure">${withoutOwnTime(timing)}</p>` : clearForm(timing)}
  </section>`;
}

/** Of a newsletter whose letters go out at each reader's own hour. */
function wholeWorld(oneMoment: boolean): Markup {
  return html`<label class="check"
    ><input type="checkbox" name="oneMoment" value="yes" ${oneMoment ? 'checked' : ''} /> All
    readers at the same moment, not each in their own time zone</label
  >`;
}

/** A time that occurs twice is one fixed moment. */
function momentChoice(moments: Moments, timeZone: string): Markup {
  return html`<fieldset class="moments">
    <legend>Which of the two?</legend>
    ${moments.map(
      ({ at, text }, index) =>
        html`<label class="check"
          ><input type="radio" name="moment" value="${text}" required /> The
          ${index === 0 ? 'first' : 'second'} one: ${moment(at, timeZone)}</label
        >`,
    )}
  </fieldset>`;
}

function withoutOwnTime({ scheduled, timeZone }: Timing): Markup {
  return scheduled
    ? html`Now it follows the schedule: ${moment(scheduled, timeZone)}.`
    : html`Now it has no time, and goes out when you send it.`;
}

function clearForm({ send, scheduled, timeZone }: Timing): Markup {
  return html`<form method="post" action="no-time">
    <input type="hidden" name="was" value="${send}" />
    <button>
      <span
        >${
          scheduled
            ? html`Follow the schedule: ${moment(scheduled, timeZone)}`
            : 'Remove the time: it goes out when you send it'
        }</span
      >
    </button>
  </form>`;
}

/** Returns the form that holds an edition, or the one that releases it. */
export function holdForm({ hold, entry }: Timing, typed: Typed | undefined): Markup {
  const { run } = entry;
  const begun = run?.run.destination === 'server';
  if (hold) {
    return html`<section class="panel" aria-labelledby="hold-name">
      <h2 id="hold-name">Held</h2>
      <p class="measure">
        ${hold.reason === undefined ? 'No reason is given.' : html`<q dir="auto">${hold.reason}</q>`}
        Nothing sends it until you release it.
      </p>
      <form method="post" action="release"><button class="strong">Release</button></form>
    </section>`;
  }
  return html`<section class="panel" aria-labelledby="hold-name">
    <h2 id="hold-name">Hold</h2>
    <p class="measure muted">
      ${
        begun
          ? 'Those who still wait don’t get it until you release it. What is being sent right now goes on; stop it on the page “Send”.'
          : 'Whatever its time is, nothing sends it until you release it.'
      }
    </p>
    <form method="post" action="hold" class="timing">
      <p class="field wide">
        <label for="hold-reason">Reason, for your colleagues (optional)</label>
        <input
          id="hold-reason"
          name="reason"
          maxlength="${LONGEST_REASON}"
          autocomplete="off"
          dir="auto"
          value="${typed?.reason ?? ''}"
        />
      </p>
      <button>Hold it</button>
    </form>
  </section>`;
}
