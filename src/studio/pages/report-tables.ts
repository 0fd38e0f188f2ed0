import { html } from 'hono/html';
import type { Refusal, RunReport } from '../desk.ts';
import type { Markup } from './layout.ts';
import { usedStates } from './states.ts';
import { figure, plural } from './words.ts';

const LARGEST = 10;
const LONGEST_REASON = 300;

/** What did not arrive, by domain, state and reason. */
export function refusalTable(refusals: readonly Refusal[]): Markup {
  return html`<h2 id="refusals">What did not arrive, and why</h2>
    <div class="scroll" role="region" aria-labelledby="refusals" tabindex="0">
      <table class="refusals">
        <thead>
          <tr>
            <th scope="col">Domain</th>
            <th scope="col">State</th>
            <th scope="col" class="number">Letters</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          ${refusals.map(
            ({ domain, state, reason, count }) =>
              html`<tr>
                <td class="domain">${domain}</td>
                <td><span class="fill ${state}"></span>${state}</td>
                <td class="number">${figure(count)}</td>
                <td class="reason">${reason.slice(0, LONGEST_REASON)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

/** Whose letter may have arrived, and what can be done about it. */
export function unknownList({ run, states, unknown }: RunReport): Markup {
  const more = states.unknown - unknown.length;
  return html`<h2>May or may not have arrived</h2>
    <p class="measure">
      The connection was lost after the letter went out and before the server answered. To send it
      again means that some get it twice, so only you can decide it. Ask one of them or look into
      the server’s log; then leave it, or send to all of them again:
    </p>
    <pre class="source">broadsheet send ${run.edition} --resend-unknown</pre>
    <ul class="addresses">
      ${unknown.map((address) => html`<li>${address}</li>`)}
    </ul>
    ${more > 0 && html`<p class="muted">and ${figure(more)} more</p>`}`;
}

/** The largest domains, with a column for each state that occurs. */
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
                ${used.map((state) => html`<td class="number">${figure(each.states[state])}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${more > 0 && html`<p class="muted">and ${plural(more, 'smaller domain')}</p>`}`;
}
