/** Makes runs in any states, as the studio shows them. */
import type { DestinationKind } from '../../src/deliver/destination.ts';
import { DELIVERY_STATES, type Tally } from '../../src/deliver/state.ts';
import type { RunReport } from '../../src/studio/desk.ts';
import type { RunView } from '../../src/studio/standing.ts';

export const ID = '2023-06-14-blinken-beijing';
export const BEGUN = new Date('2023-06-14T10:00:00Z');

export function runView(
  states: Partial<Tally>,
  sending = false,
  version = 1,
  destination: DestinationKind = 'server',
): RunView {
  const tally = Object.fromEntries(
    DELIVERY_STATES.map((state) => [state, states[state] ?? 0]),
  ) as Tally;
  const total = Object.values(tally).reduce((sum, count) => sum + count, 0);
  const run = {
    id: 1,
    edition: ID,
    audience: 'all',
    destination,
    contentHash: 'abc',
    version,
    total,
    createdAt: BEGUN,
  };
  return { run, states: tally, sending };
}

export function runReport(view: RunView, more: Partial<RunReport> = {}): RunReport {
  const domains = [{ domain: 'example.com', states: view.states }];
  return { ...view, domains, accepted: [], refusals: [], undelivered: [], ...more };
}

/** Returns the words of some markup. */
export function wordsOf(markup: string): string {
  return markup
    .replace(/<(style|script|title)\b.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:])/g, '$1');
}
