import { html } from 'hono/html';
import { pending, type Tally } from '../../deliver/state.ts';
import type { Listed, RunView } from '../desk.ts';
import type { Markup } from './layout.ts';
import { figure, plural } from './words.ts';

export type EditionState =
  'draft' | 'scheduled' | 'sending' | 'trial' | 'incomplete' | 'sent with failures' | 'sent';

const LOOKS: Readonly<Record<EditionState, string>> = {
  draft: 'muted',
  scheduled: 'calm',
  sending: 'calm',
  trial: 'muted',
  incomplete: 'warn',
  'sent with failures': 'bad',
  sent: 'good',
};

/** How far an edition is. */
export function stateOf(listed: Pick<Listed, 'future'>, view: RunView | undefined): EditionState {
  if (!view) return listed.future ? 'scheduled' : 'draft';
  const { run, sending, states } = view;
  if (sending) return 'sending';
  if (run.destination === 'mailbox') return 'trial';
  if (leftOf(states) > 0) return 'incomplete';
  return failuresOf(states) > 0 ? 'sent with failures' : 'sent';
}

/** A state as a chip. */
export function stateChip(state: EditionState): Markup {
  return html`<span class="chip ${LOOKS[state]}">${state}</span>`;
}

/** The letters that have no end yet. */
export function leftOf(states: Tally): number {
  return pending(states) + states.released;
}

/** The letters that should have arrived and may not have. */
export function failuresOf({ rejected, unknown, expired }: Tally): number {
  return rejected + unknown + expired;
}

/** Where a run stands, in a few words. */
export function standingInWords({ run, states }: RunView): string {
  const left = leftOf(states);
  const failed = failuresOf(states);
  const all = plural(run.total, 'subscriber');
  if (run.destination === 'mailbox') return `for ${all}, in the mailbox`;
  if (left > 0) return `${figure(run.total - left)} of ${all} done`;
  return failed > 0 ? `${figure(failed)} of ${all} without it` : `to ${all}`;
}
