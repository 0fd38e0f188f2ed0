/** What has become of a run's letters, as tables. */
import { formatCount } from '../base/format.ts';
import { printable } from '../base/printable.ts';
import type { DestinationKind } from '../deliver/destination.ts';
import type { DomainTally } from '../deliver/runs.ts';
import { nextSteps } from '../deliver/next-steps.ts';
import { DELIVERY_STATES, meaningOf, sumTallies, type Tally } from '../deliver/state.ts';
import { aligned } from './table.ts';

/** Returns a line for each state that has deliveries: how many, which, and what that means. */
export function stateTable(states: Tally, destination: DestinationKind): string {
  const used = DELIVERY_STATES.filter((state) => states[state] > 0);
  const rows = used.map((state) => [
    formatCount(states[state]),
    state,
    meaningOf(state, destination),
  ]);
  return aligned(rows, ['right', 'left', 'left']);
}

const LARGEST = 10;
const LONGEST_NAME = 40;

/** Returns the largest domains, and the rest as one line, with a column for each state in use. */
export function domainTable(domains: readonly DomainTally[]): string {
  const rest = domains.slice(LARGEST);
  const total = sumTallies(domains.map(({ states }) => states));
  const used = DELIVERY_STATES.filter((state) => total[state] > 0);
  const row = ({ domain, states }: DomainTally) => [
    shortened(printable(domain)),
    ...used.map((state) => formatCount(states[state])),
  ];
  const others = {
    domain: `${formatCount(rest.length)} more`,
    states: sumTallies(rest.map(({ states }) => states)),
  };
  return aligned(
    [
      ['domain', ...used],
      ...domains.slice(0, LARGEST).map(row),
      ...(rest.length > 0 ? [row(others)] : []),
    ],
    ['left', ...used.map(() => 'right' as const)],
  );
}

/** Returns the commands that continue an edition; none if everyone has it. */
export function stepTable(
  edition: string,
  states: Tally,
  options?: { readonly listed?: boolean },
): string {
  const rows = nextSteps(edition, states, options).map(({ label, command }) => [
    `${label}:`,
    command,
  ]);
  return aligned(rows, ['left', 'left']);
}

function shortened(name: string): string {
  return name.length <= LONGEST_NAME ? name : `…${name.slice(1 - LONGEST_NAME)}`;
}
