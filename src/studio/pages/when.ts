import { html } from 'hono/html';
import type { Timing, TimingChanged } from '../calendar.ts';
import type { SendingPlan } from '../desk.ts';
import { entryState, toWhom, whyNot } from './calendar-entry.ts';
import { editionHead } from './edition-head.ts';
import { layout, type Markup } from './layout.ts';
import { moment, zoneAt } from './moment.ts';
import { meaningOf, stateChip } from './run-state.ts';
import { holdForm, timeForm, type Typed } from './when-forms.ts';
import { whoSends } from './who-sends.ts';

export interface WhenParts {
  readonly name: string;
  readonly mayWrite: boolean;
  readonly timing: Timing;
  /** Why it can't go out; undefined until the checks are done. */
  readonly obstacles: readonly string[] | undefined;
  readonly plan: SendingPlan;
  /** What was just done. */
  readonly done?: keyof typeof TIMING_DONE;
  /** Why a change was refused, and what was typed. */
  readonly refused?: Refused;
  readonly typed?: Typed;
}

export type Refused = Extract<TimingChanged, { readonly ok: false }>;

export const TIMING_DONE = {
  time: 'The time is set.',
  'no-time': 'Its time is removed.',
  held: 'It is held. Nothing sends it until you release it.',
  released: 'It is released.',
} as const;

/** Returns when an edition goes out and to whom, with the forms that change it. */
export function whenPage(parts: WhenParts): Markup {
  const { name, mayWrite, timing, done, refused, typed } = parts;
  const { entry, timeZone } = timing;
  const begun = entry.run?.run.destination === 'server';
  return layout({
    title: `When: ${entry.title}`,
    name,
    page: 'when',
    root: '../../../',
    edition: entry.id,
    mayWrite,
    main: html`${editionHead({
        ...{ page: 'when', id: entry.id, subject: entry.title, run: entry.run, mayWrite },
        state: stateNow(parts),
      })}
      <div class="when">
        ${done && html`<p class="done" role="status">${TIMING_DONE[done]}</p>`}
        ${
          refused &&
          html`<div class="broken" role="alert">
            <p><b>${refused.message}</b></p>
            <p>${refused.remedy}</p>
          </div>`
        }
        <div id="when" data-live="letter problems run editions">${overview(parts)}</div>
        ${mayWrite && !begun && timeForm(timing, typed, refused?.moments)}
        ${mayWrite && holdForm(timing, typed)}
        <p class="muted measure">
          All times are in ${timeZone}.
          <a href="../../../calendar/?day=${entry.day}">Show it in the calendar</a>
        </p>
      </div>`,
  });
}

function stateNow({ timing: { entry }, obstacles }: WhenParts): Markup {
  const { fault, run, standing } = entry;
  const state = entryState(entry, obstacles);
  const reasons = fault === undefined ? obstacles : [fault];
  return html`${stateChip(state)} ${whyNot(state, { run, standing, obstacles: reasons })}`;
}

function overview({ timing, obstacles, plan }: WhenParts): Markup {
  const { entry, timeZone, perReader } = timing;
  const { at, run, ownHours } = entry;
  const state = entryState(entry, obstacles);
  return html`<p class="when-line">
      <b>${at ? moment(at, timeZone) : 'No time is set'}</b
      >${ownHours && ' in each reader’s own time zone'}${toWhom(entry) && html`, ${toWhom(entry)}`}
    </p>
    ${state !== 'held' && html`<p class="muted measure">${meaningOf(state)}</p>`}
    ${run?.run.destination !== 'server' && html`<p class="muted measure">${whoSends(plan)}</p>`}
    ${
      perReader &&
      ownHours &&
      at &&
      html`<p class="muted measure">
        Readers without a known zone get it at this time in ${timeZone} (${zoneAt(at, timeZone)}).
        In zones to the east, it goes out earlier.
      </p>`
    }`;
}
