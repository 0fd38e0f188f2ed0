import { html } from 'hono/html';
import type { DestinationKind } from '../../deliver/destination.ts';
import { DELIVERY_STATES, meaningOf, type DeliveryState, type Tally } from '../../deliver/state.ts';
import type { Markup } from './layout.ts';
import { figure } from './words.ts';

/** What has come to an end first, then what is on its way, then what waits. */
const ORDER: readonly DeliveryState[] = [
  'accepted',
  'rejected',
  'unknown',
  'expired',
  'suppressed',
  'released',
  'deferred',
  'planned',
];

/** The states that have deliveries, in the order in which they are read. */
export function usedStates(states: Tally): readonly DeliveryState[] {
  return ORDER.filter((state) => states[state] > 0);
}

/** A run's states as a bar, with a legend that says the same in words. */
export function stateBar(states: Tally, destination: DestinationKind): Markup {
  const used = usedStates(states);
  const total = DELIVERY_STATES.reduce((sum, state) => sum + states[state], 0);
  return html`<div class="state-bar" aria-hidden="true">
      ${used.map(
        (state) => html`<span class="fill ${state}" style="flex-grow:${states[state]}"></span>`,
      )}
    </div>
    <dl class="legend">
      ${used.map((state) => entry(state, states[state], total, destination))}
    </dl>`;
}

function entry(
  state: DeliveryState,
  count: number,
  total: number,
  destination: DestinationKind,
): Markup {
  return html`<div>
    <dt><span class="fill ${state}"></span>${state}</dt>
    <dd>
      <b>${figure(count)}</b>
      <span class="muted">${share(count, total)} · ${meaningOf(state, destination)}</span>
    </dd>
  </div>`;
}

/** 0% only of none, and 100% only of all. */
function share(count: number, total: number): string {
  const percent = Math.floor((count / total) * 100);
  return percent === 0 && count > 0 ? 'under 1%' : `${percent}%`;
}
