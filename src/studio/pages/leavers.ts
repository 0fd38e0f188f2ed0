/** Who left after which edition, and how. */
import { html } from 'hono/html';
import { formatCount, formatDuration, plural } from '../../base/format.ts';
import type { DepartureBurst, EditionDepartures } from '../../subscribers/list-report.ts';
import type { Departure } from '../../subscribers/reader.ts';
import { editionPath } from '../paths.ts';
import type { Markup } from './layout.ts';
import { moment } from './moment.ts';
import { DEPARTURE_WORDS } from './reader-words.ts';

const WAYS = Object.keys(DEPARTURE_WORDS) as readonly Departure['how'][];

/** Returns a warning for departures that look like the work of a link scanner, with their remedy. */
export function burstWarning(bursts: readonly DepartureBurst[], timeZone: string): Markup {
  if (bursts.length === 0) return html``;
  return html`<div class="notice burst" role="note">
    <h2>Some readers may not have left by themselves</h2>
    <ul>
      ${bursts.map((burst) => html`<li>${burstLine(burst, timeZone)}</li>`)}
    </ul>
    <p>
      A security program of a domain may open every link and press every button. Ask one of these
      readers. To put them back on the list, run:
    </p>
    <pre class="source">
${bursts.map(({ domain, since }) => `npx broadsheet subscribers restore --since ${since.toISOString()} --domain ${domain}`).join('\n')}</pre>
  </div>`;
}

function burstLine(
  { domain, edition, left, accepted, since }: DepartureBurst,
  timeZone: string,
): Markup {
  return html`<b>${formatCount(left)} of ${plural(accepted, 'reader')}</b> at
    <bdi dir="ltr">${domain}</bdi> left within minutes of getting
    <a href="../${editionPath(edition)}report/">${edition}</a>, from ${moment(since, timeZone)}.`;
}

/** Returns a row for each edition after which readers left. */
export function leaversTable(leavers: readonly EditionDepartures[]): Markup {
  if (leavers.length === 0) return html`<p class="muted">Nobody has left in this time.</p>`;
  const ways = WAYS.filter((way) => leavers.some(({ how }) => how[way] > 0));
  const someReturned = leavers.some(({ returned }) => returned > 0);
  return html`<div class="scroll" role="region" aria-labelledby="leavers" tabindex="0">
    <table class="leavers">
      <thead>
        <tr>
          <th scope="col">Newest edition they had</th>
          <th scope="col" class="number">Left</th>
          <th scope="col" class="number">Of its readers</th>
          <th scope="col" class="number">Half left within</th>
          ${ways.map((way) => html`<th scope="col" class="number">${DEPARTURE_WORDS[way]}</th>`)}
          ${someReturned && html`<th scope="col" class="number">came back</th>`}
        </tr>
      </thead>
      <tbody>
        ${leavers.map((each) => leaversRow(each, ways, someReturned))}
      </tbody>
    </table>
  </div>`;
}

function leaversRow(
  leavers: EditionDepartures,
  ways: readonly Departure['how'][],
  someReturned: boolean,
): Markup {
  const { edition, left, returned, accepted, medianSeconds, how } = leavers;
  const counted = (count: number) => (count === 0 ? undefined : formatCount(count));
  const share = edition === undefined ? undefined : shareOf(left, accepted);
  const within = medianSeconds === undefined ? undefined : formatDuration(medianSeconds);
  return html`<tr>
    <th scope="row" class="domain">
      ${
        edition === undefined
          ? 'None yet'
          : html`<a href="../${editionPath(edition)}report/">${edition}</a>`
      }
    </th>
    ${cell('left', formatCount(left))} ${cell('of its readers', share)}
    ${cell('for half to leave', within)}
    ${ways.map((way) => cell(DEPARTURE_WORDS[way], counted(how[way])))}
    ${someReturned && cell('came back', counted(returned))}
  </tr>`;
}

/** A narrow page has no heads of columns: there each cell says what it is. */
function cell(label: string, text: string | undefined): Markup {
  const none = text === undefined;
  return html`<td class="number ${none && 'none'}" data-label="${label}">${text ?? '–'}</td>`;
}

/** With two digits that count: most shares are far below one in a hundred. */
export function shareOf(part: number, whole: number): string {
  if (whole === 0) return '–';
  return `${((part / whole) * 100).toLocaleString('en-US', { maximumSignificantDigits: 2 })}%`;
}
