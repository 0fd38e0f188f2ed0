/** How far the sending of an edition is, in a few words. */
import { html } from 'hono/html';
import { formatCount, plural } from '../../base/format.ts';
import { pending, type Tally } from '../../deliver/state.ts';
import type { ListedEdition, RunView } from '../desk.ts';
import type { Markup } from './layout.ts';

export type EditionState =
  'draft' | 'scheduled' | 'sending' | 'trial' | 'incomplete' | 'sent with failures' | 'sent';

const CLASSES: Readonly<Record<EditionState, string>> = {
  draft: 'muted',
  scheduled: 'calm',
  sending: 'calm',
  trial: 'muted',
  incomplete: 'warn',
  'sent with failures': 'bad',
  sent: 'good',
};

export function stateOf(
  listed: Pick<ListedEdition, 'future'>,
  view: RunView | undefined,
): EditionState {
  if (!view) return listed.future ? 'scheduled' : 'draft';
  const { run, sending, states } = view;
  if (sending) return 'sending';
  if (run.destination === 'mailbox') return 'trial';
  if (remaining(states) > 0) return 'incomplete';
  return failures(states) > 0 ? 'sent with failures' : 'sent';
}

export function stateChip(state: EditionState): Markup {
  return html`<span class="chip ${CLASSES[state]}">${state}</span>`;
}

/** Counts the letters without a final state. */
export function remaining(states: Tally): number {
  return pending(states) + states.released;
}

/** Counts the letters that were not delivered, or may not have been. */
export function failures({ rejected, unknown, expired }: Tally): number {
  return rejected + unknown + expired;
}

export function progressOf({ run, states }: RunView): string {
  const left = remaining(states);
  const failed = failures(states);
  const all = plural(run.total, 'subscriber');
  if (run.destination === 'mailbox') return `for ${all}, in the mailbox`;
  if (left > 0) return `${formatCount(run.total - left)} of ${all} done`;
  return failed > 0 ? `not delivered to ${formatCount(failed)} of ${all}` : `to ${all}`;
}
