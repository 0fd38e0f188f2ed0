import { html } from 'hono/html';
import { formatCount, plural } from '../../base/format.ts';
import type { Refusal, RunReport } from '../desk.ts';
import type { Markup } from './layout.ts';
import { usedStates } from './state-bar.ts';

const LARGEST = 10;
const LONGEST_REASON = 300;

/** Returns the letters that were not delivered, by domain, state and reason. */
export function refusalTable(refusals: readonly Refusal[]): Markup {
  return html`<h2 id="refusals">Not delivered, by reason</h2>
    <div class="scroll" role="region" aria-labelledby="refusals" tabindex="0">
      <table class="refusals">
        <thead>
          <tr>
            <th scope="col">Domain</th>
            <th scope="col">State</th>
            <th scope="col" class="number">Letters</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          ${refusals.map(
            ({ domain, state, reason, count }) =>
              html`<tr>
                <td class="domain">${domain}</td>
                <td><span class="fill ${state}"></span>${state}</td>
                <td class="number">${formatCount(count)}</td>
                <td class="reason">${reason.slice(0, LONGEST_REASON)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

/** Returns the largest domains, with a column for each state that occurs. */
export function domainTable({ domains, states }: RunReport): Markup {
  const used = usedStates(states);
  const more = domains.length - LARGEST;
  return html`<h2 id="domains">By domain</h2>
    <div class="scroll" role="region" aria-labelledby="domains" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">Domain</th>
            ${used.map((state) => html`<th scope="col" class="number">${state}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${domains.slice(0, LARGEST).map(
            (each) =>
              html`<tr>
                <th scope="row" class="domain">${each.domain}</th>
                ${used.map(
                  (state) => html`<td class="number">${formatCount(each.states[state])}</td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${more > 0 && html`<p class="muted">and ${plural(more, 'smaller domain')}</p>`}`;
}
