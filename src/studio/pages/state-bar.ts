import { html } from 'hono/html';
import { formatCount } from '../../base/format.ts';
import type { DestinationKind } from '../../deliver/destination.ts';
import { DELIVERY_STATES, meaningOf, type DeliveryState, type Tally } from '../../deliver/state.ts';
import type { Markup } from './layout.ts';

/** Final states first, then letters on their way, then letters that wait. */
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

/** Returns the states that have deliveries, in reading order. */
export function usedStates(states: Tally): readonly DeliveryState[] {
  return ORDER.filter((state) => states[state] > 0);
}

/** Returns a run's states as a bar, with a legend. */
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
      <b>${formatCount(count)}</b>
      <span class="muted">${percentage(count, total)} · ${meaningOf(state, destination)}</span>
    </dd>
  </div>`;
}

/** 0% only for none, and 100% only for all. */
function percentage(count: number, total: number): string {
  const percent = Math.floor((count / total) * 100);
  return percent === 0 && count > 0 ? 'under 1%' : `${percent}%`;
}
