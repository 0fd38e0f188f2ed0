import { html } from 'hono/html';
import { formatCount, plural } from '../../base/format.ts';
import { SUPPRESSION_WORDS } from '../../subscribers/left-out-words.ts';
import type { SuppressionKind } from '../../subscribers/suppression.ts';
import type { ListCounts } from '../readers.ts';
import type { Markup } from './layout.ts';

/** Returns how the list stands, a card for each count. */
export function readerCards(counts: ListCounts): Markup {
  const { onList, active, paused, pending, leftRecently, suppressed } = counts;
  const kinds = Object.entries(suppressed) as readonly [SuppressionKind, number][];
  const used = kinds.filter(([, count]) => count > 0);
  const all = used.reduce((sum, [, count]) => sum + count, 0);
  return html`<dl class="cards">
    ${card('On the list', onList, `${formatCount(active)} get letters`)}
    ${card('Paused', paused, 'They come back by themselves')}
    ${card('Waiting to confirm', pending, 'Signed up in the last 30 days')}
    ${card('Left', leftRecently, 'In the last 30 days')}
    ${card(
      'Suppressed',
      all,
      used.length === 0
        ? 'Nobody'
        : html`${used.map(
            ([kind, count]) => html`<span class="line">${counted(kind, count)}</span>`,
          )}`,
    )}
  </dl>`;
}

function card(label: string, count: number, note: Markup | string): Markup {
  return html`<div class="card">
    <dt>${label}</dt>
    <dd><b>${formatCount(count)}</b> <span class="muted">${note}</span></dd>
  </div>`;
}

function counted(kind: SuppressionKind, count: number): string {
  const words = SUPPRESSION_WORDS[kind];
  const isThing = kind === 'hard-bounce' || kind === 'complaint';
  return isThing ? plural(count, words) : `${formatCount(count)} ${words}`;
}
