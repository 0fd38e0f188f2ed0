import type { DomainTally } from '../../../deliver/runs.ts';
import {
  DELIVERY_STATES,
  MEANING,
  type DeliveryState,
  type Tally,
} from '../../../deliver/state.ts';
import { printable } from '../../../base/printable.ts';

/** A line for each state that has deliveries: how many, which, and what that means. */
export function stateTable(states: Tally): string {
  const used = DELIVERY_STATES.filter((state) => states[state] > 0);
  const rows = used.map((state) => [figure(states[state]), state, MEANING[state]]);
  return aligned(rows, ['right', 'left', 'left']);
}

const LARGEST = 10;
const LONGEST_NAME = 40;

/** The largest domains, and the rest as one line, with a column for each state that occurs. */
export function domainTable(domains: readonly DomainTally[]): string {
  const rest = domains.slice(LARGEST);
  const total = sumOf(domains);
  const used = DELIVERY_STATES.filter((state) => total[state] > 0);
  const row = ({ domain, states }: DomainTally) => [
    shortened(printable(domain)),
    ...used.map((state) => figure(states[state])),
  ];
  const others = { domain: `${figure(rest.length)} more`, states: sumOf(rest) };
  return aligned(
    [
      ['domain', ...used],
      ...domains.slice(0, LARGEST).map(row),
      ...(rest.length > 0 ? [row(others)] : []),
    ],
    ['left', ...used.map(() => 'right' as const)],
  );
}

/** How to go on with an edition, by what has become of its letters; nothing where all is well. */
export function nextSteps(edition: string, states: Tally, listed: boolean): readonly string[] {
  const send = `broadsheet send ${edition}`;
  const late = states.rejected + states.expired;
  const failed = states.deferred + late + states.unknown + states.suppressed;
  const steps: readonly (readonly [number, string, string])[] = [
    [listed ? 0 : failed, 'See who and why:', `broadsheet status ${edition} --failed`],
    [states.planned + states.deferred, 'Send what waits:', send],
    [late, 'Try the refused and the late again:', `${send} --only-failed`],
    [states.unknown, 'Send the unknown again, at the risk of twice:', `${send} --resend-unknown`],
  ];
  const wanted = steps.filter(([count]) => count > 0);
  const width = Math.max(0, ...wanted.map(([, words]) => words.length));
  return wanted.map(([, words, command]) => `  ${words.padEnd(width)}  ${command}`);
}

/** Rows of cells under each other, two spaces apart. */
export function aligned(
  rows: readonly (readonly string[])[],
  sides: readonly ('left' | 'right')[],
): string {
  const widths = sides.map((_, column) => widest(rows.map((row) => row[column] ?? '')));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => padded(cell, widths[column] ?? 0, sides[column] ?? 'left'));
  return rows.map((row) => `  ${line(row).join('  ').trimEnd()}`).join('\n');
}

function padded(cell: string, width: number, side: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - lengthOf(cell)));
  return side === 'left' ? cell + space : space + cell;
}

function widest(cells: readonly string[]): number {
  return cells.reduce((width, cell) => Math.max(width, lengthOf(cell)), 0);
}

/** In characters as a reader counts them. */
function lengthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : Array.from(GRAPHEMES.segment(text)).length;
}

const GRAPHEMES = new Intl.Segmenter();

function sumOf(domains: readonly DomainTally[]): Tally {
  const sum = (state: DeliveryState) =>
    domains.reduce((count, { states }) => count + states[state], 0);
  return Object.fromEntries(DELIVERY_STATES.map((state) => [state, sum(state)])) as Tally;
}

function shortened(name: string): string {
  return name.length <= LONGEST_NAME ? name : `…${name.slice(1 - LONGEST_NAME)}`;
}

function figure(count: number): string {
  return count.toLocaleString('en-US');
}
