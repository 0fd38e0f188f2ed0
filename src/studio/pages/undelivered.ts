/** Who did not get an edition, by name, and what to do about it. */
import { html } from 'hono/html';
import { formatCount, plural } from '../../base/format.ts';
import { maskQuoted } from '../../base/mask-address.ts';
import {
  UNDELIVERED_STATES,
  type UndeliveredReader,
  type UndeliveredState,
} from '../../deliver/runs.ts';
import type { RunReport } from '../desk.ts';
import type { Markup } from './layout.ts';
import { shortMoment } from './moment.ts';
import { addressOf, addressSwitch, saidOf, type Shown } from './reader-words.ts';

/** How many readers a page lists. */
export const READERS_ON_PAGE = 50;

interface StateWords {
  readonly label: string;
  readonly advice: string;
}

const STATES: Readonly<Record<UndeliveredState, StateWords>> = {
  rejected: {
    label: 'rejected',
    advice:
      'The server refused them for good. Look at the reason: a wrong address has to be corrected by the reader; after a full mailbox or a block, send it again later.',
  },
  unknown: {
    label: 'unknown',
    advice:
      'The connection was lost before the server answered, so these may have arrived. Ask one of the readers before you send it again: some may get it twice.',
  },
  deferred: {
    label: 'deferred',
    advice: 'The server asked to try later. They are sent when the sending goes on.',
  },
  expired: {
    label: 'expired',
    advice: 'They were too late to be news. Send them again if they still matter.',
  },
  suppressed: {
    label: 'suppressed',
    advice: 'They were left out on purpose: there is nothing to do.',
  },
};

interface ListParts {
  readonly shown: Shown;
  /** The only state that is listed. */
  readonly state: UndeliveredState | undefined;
  /** The query of the page. */
  readonly query: string;
}

/** Returns who did not get a run's letter, or not yet; nothing if everybody did. */
export function undeliveredList(report: RunReport, { shown, state, query }: ListParts): Markup {
  const { states } = report;
  const undelivered = report.undelivered.slice(0, READERS_ON_PAGE);
  const hasMore = report.undelivered.length > READERS_ON_PAGE;
  const used = UNDELIVERED_STATES.filter((each) => states[each] > 0);
  if (used.length === 0) return html``;
  const explained = state === undefined ? used : [state];
  return html`<div class="section-head">
      <h2 id="undelivered">Who did not get it</h2>
      ${undelivered.length > 0 && addressSwitch(shown, query)}
    </div>
    ${used.length > 1 && filters(used, states, state)}
    <dl class="advice">
      ${explained.map(
        (each) =>
          html`<div>
            <dt><span class="fill ${each}"></span>${STATES[each].label}</dt>
            <dd>${STATES[each].advice}</dd>
          </div>`,
      )}
    </dl>
    ${undelivered.length > 0 && table(undelivered, shown)}
    ${hasMore && nextPage(undelivered, state)}`;
}

function filters(
  used: readonly UndeliveredState[],
  states: RunReport['states'],
  current: UndeliveredState | undefined,
): Markup {
  const all = used.reduce((sum, each) => sum + states[each], 0);
  return html`<nav class="spans" aria-label="Readers by state">
    <a href="./#undelivered" aria-current="${String(current === undefined)}"
      >All ${formatCount(all)}</a
    >
    ${used.map(
      (each) =>
        html`<a href="?state=${each}#undelivered" aria-current="${String(current === each)}"
          >${STATES[each].label} ${formatCount(states[each])}</a
        >`,
    )}
  </nav>`;
}

function table(readers: readonly UndeliveredReader[], shown: Shown): Markup {
  return html`<div class="scroll" role="region" aria-labelledby="undelivered" tabindex="0">
    <table class="refusals undelivered">
      <thead>
        <tr>
          <th scope="col">Reader</th>
          <th scope="col">State</th>
          <th scope="col">When</th>
          <th scope="col">Reason</th>
        </tr>
      </thead>
      <tbody>
        ${readers.map((reader) => row(reader, shown))}
      </tbody>
    </table>
  </div>`;
}

function row(reader: UndeliveredReader, shown: Shown): Markup {
  const { state, attempts, at, reason, email, readerId } = reader;
  const quoted = shown.addresses ? reason : maskQuoted(reason, email);
  return html`<tr id="undelivered-${reader.position}">
    <td class="reader">
      ${readerId === undefined ? whose(reader, shown) : html`<a href="../../../readers/${readerId}/">${whose(reader, shown)}</a>`}
    </td>
    <td><span class="fill ${state}"></span>${STATES[state].label}</td>
    <td>${shortMoment(at, shown.timeZone)}</td>
    <td class="reason">
      ${saidOf(quoted, shown)}
      ${attempts > 1 && html`<span class="muted">(${plural(attempts, 'attempt')})</span>`}
    </td>
  </tr>`;
}

/** A reader's name and address; one who was erased has neither. */
function whose({ name, email }: UndeliveredReader, shown: Shown): Markup {
  const known = name === undefined || name.trim() === '' ? undefined : saidOf(name, shown);
  return html`${known !== undefined && html`<bdi class="reader-name">${known}</bdi> `}${addressOf(email, shown)}`;
}

function nextPage(
  readers: readonly UndeliveredReader[],
  state: UndeliveredState | undefined,
): Markup | false {
  const last = readers.at(-1);
  if (!last) return false;
  const kept = state === undefined ? '' : `state=${state}&`;
  return html`<p class="pages">
    <a class="button" rel="next" href="?${kept}after=${last.position}#undelivered">Next</a>
  </p>`;
}
