import { html } from 'hono/html';
import { formatCount, formatDuration } from '../../base/format.ts';
import { SUPPRESSION_WORDS } from '../../subscribers/left-out-words.ts';
import type { Reader, RecordedDeparture } from '../../subscribers/reader.ts';
import { editionPath } from '../paths.ts';
import type { ReceivedEdition } from '../../subscribers/list.ts';
import type { ReaderFile } from '../readers.ts';
import { consentTimeline } from './consent-timeline.ts';
import { layout, type Markup } from './layout.ts';
import { moment } from './moment.ts';
import { readerActions } from './reader-actions.ts';
import {
  addressOf,
  addressSwitch,
  DEPARTURE_WORDS,
  nameOf,
  saidOf,
  stateOfReader,
  type Shown,
} from './reader-words.ts';

export interface ReaderParts {
  readonly name: string;
  /** Whether the browser may write and send, or only look. */
  readonly mayWrite: boolean;
  readonly shown: Shown;
  readonly file: ReaderFile;
  /** The words for the topics. */
  readonly topics: Readonly<Record<string, string>>;
  /** What was just done. */
  readonly done?: keyof typeof DONE;
  /** Why a change was refused. */
  readonly failure?: { readonly message: string; readonly remedy: string };
}

export const DONE = {
  added: 'Added to the list.',
  removed: 'Removed from the list. No later letter goes to this reader.',
  paused: 'Paused. Letters begin again by themselves.',
  resumed: 'Letters begin again with the next edition.',
  restored: 'Back on the list.',
} as const;

const MOST_EDITIONS = 60;

/** Returns all that is known of a reader, and what can be done about them. */
export function readerPage(parts: ReaderParts): Markup {
  const { name, mayWrite, shown, file, topics, done, failure } = parts;
  const { reader, consents, editions, departures } = file;
  const readerName = nameOf(reader, shown);
  return layout({
    title: 'Reader',
    name,
    page: 'readers',
    root: '../../',
    mayWrite,
    main: html`<div class="readers reader">
      <p class="back"><a href="../">Readers</a> › <a href="../list/">All readers</a></p>
      <div class="reader-head">
        <h1>
          ${readerName === undefined ? addressOf(reader.email, shown) : html`<bdi>${readerName}</bdi>`}
        </h1>
        ${addressSwitch(shown)}
      </div>
      ${done && html`<p class="done" role="status">${DONE[done]}</p>`}
      ${
        failure &&
        html`<div class="broken" role="alert">
          <p><b>${saidOf(failure.message, shown)}</b></p>
          <p>${failure.remedy}</p>
        </div>`
      }
      <p class="facts">${stateOfReader(reader, shown)}</p>
      ${profile(reader, topics, shown)} ${mayWrite && readerActions(reader)}
      <h2>Consent</h2>
      ${consentTimeline(consents, shown)}
      ${departures.length > 0 && departuresOf(departures, shown)}
      <h2 id="received">Editions</h2>
      ${editionsOf(editions, shown)}
    </div>`,
  });
}

function profile(reader: Reader, topics: ReaderParts['topics'], shown: Shown): Markup {
  const { email, locale, timeZone, since, suppression } = reader;
  return html`<dl class="profile">
    <div>
      <dt>Address</dt>
      <dd>${addressOf(email, shown)}</dd>
    </div>
    <div>
      <dt>On the list since</dt>
      <dd>${moment(since, shown.timeZone)}</dd>
    </div>
    <div>
      <dt>Topics</dt>
      <dd>${topicsOf(reader.topics, topics)}</dd>
    </div>
    <div>
      <dt>Language</dt>
      <dd>${locale ?? 'that of the newsletter'}</dd>
    </div>
    <div>
      <dt>Time zone</dt>
      <dd>${timeZone ?? 'that of the newsletter'}</dd>
    </div>
    ${
      suppression &&
      html`<div>
        <dt>Suppressed</dt>
        <dd>
          <span class="bad">${SUPPRESSION_WORDS[suppression.kind]}</span>, since
          ${moment(suppression.since, shown.timeZone)}: ${saidOf(suppression.reason, shown)}
        </dd>
      </div>`
    }
  </dl>`;
}

function topicsOf(chosen: readonly string[] | undefined, topics: ReaderParts['topics']): string {
  if (!chosen) return Object.keys(topics).length === 0 ? 'none are set' : 'every topic';
  if (chosen.length === 0) return 'none of them';
  return chosen.map((topic) => topics[topic] ?? topic).join(', ');
}

function departuresOf(departures: readonly RecordedDeparture[], shown: Shown): Markup {
  return html`<h2>Departures</h2>
    <ol class="timeline">
      ${departures.map(
        ({ at, how, agent, edition, secondsSinceAccepted, reason, undoneAt }) =>
          html`<li class="withdrawn">
            <p class="when">
              <b>Left: ${DEPARTURE_WORDS[how]}</b>
              <span class="muted">${moment(at, shown.timeZone)}</span>
            </p>
            <dl>
              ${
                edition !== undefined &&
                html`<div>
                  <dt>After</dt>
                  <dd>
                    ${edition}${
                      secondsSinceAccepted !== undefined &&
                      `, ${formatDuration(secondsSinceAccepted)} after it was accepted`
                    }
                  </dd>
                </div>`
              }
              ${
                agent !== 'none' &&
                html`<div>
                  <dt>Sent by</dt>
                  <dd>a ${AGENTS[agent]}</dd>
                </div>`
              }
              ${
                reason !== undefined &&
                html`<div>
                  <dt>Reason</dt>
                  <dd dir="auto">${saidOf(reason, shown)}</dd>
                </div>`
              }
              ${
                undoneAt &&
                html`<div>
                  <dt>Undone</dt>
                  <dd>${moment(undoneAt, shown.timeZone)}</dd>
                </div>`
              }
            </dl>
          </li>`,
      )}
    </ol>`;
}

const AGENTS = { provider: 'mailbox provider', browser: 'browser', crawler: 'crawler' } as const;

function editionsOf(editions: readonly ReceivedEdition[], shown: Shown): Markup {
  if (editions.length === 0) return html`<p class="muted">No edition was sent to them yet.</p>`;
  const more = editions.length - MOST_EDITIONS;
  return html`<div class="scroll" role="region" aria-labelledby="received" tabindex="0">
      <table class="received">
        <thead>
          <tr>
            <th scope="col">Edition</th>
            <th scope="col">State</th>
            <th scope="col">When</th>
            <th scope="col">Reply</th>
          </tr>
        </thead>
        <tbody>
          ${editions.slice(0, MOST_EDITIONS).map(
            ({ edition, state, at, reason }) =>
              html`<tr>
                <th scope="row" class="domain">
                  <a href="../../${editionPath(edition)}report/">${edition}</a>
                </th>
                <td><span class="fill ${state}"></span>${state}</td>
                <td>${moment(at, shown.timeZone)}</td>
                <td class="reason">${reason !== undefined && saidOf(reason, shown)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${more > 0 && html`<p class="muted">and ${formatCount(more)} earlier</p>`}`;
}
