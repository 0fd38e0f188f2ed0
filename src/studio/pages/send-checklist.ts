import { html } from 'hono/html';
import type { ReadyItem, SendReview } from '../sending.ts';
import type { Markup } from './layout.ts';

const NAMES: Readonly<Record<ReadyItem['what'], string>> = {
  checks: 'Checks',
  letter: 'Letter',
  list: 'Readers',
  story: 'Story',
  hold: 'Hold',
  approval: 'Approval',
  signature: 'Signature',
  server: 'Server',
  sender: 'Sending',
};

/** A word beside the sign: neither colour nor shape alone says it. */
const STATES: Readonly<Record<ReadyItem['state'], { sign: string; word: string; tone: string }>> = {
  ready: { sign: '✓', word: 'Ready', tone: 'good' },
  note: { sign: 'i', word: 'Note', tone: 'calm' },
  blocked: { sign: '!', word: 'In the way', tone: 'bad' },
  looking: { sign: '…', word: 'Checking', tone: 'muted' },
};

/** Returns what an edition needs before it can be sent, with what is missing first seen. */
export function checklist({ items }: SendReview): Markup {
  const isLooking = items.some(({ state }) => state === 'looking');
  return html`<section
    class="checklist"
    ${isLooking && 'data-under-way'}
    aria-labelledby="checklist-name"
  >
    <h2 id="checklist-name">Before it goes out</h2>
    <ul>
      ${items.map((each) => item(each))}
    </ul>
    ${
      isLooking &&
      html`<noscript
        ><p><a href="?wait">Show the result</a></p></noscript
      >`
    }
  </section>`;
}

function item({ what, state, message, remedy }: ReadyItem): Markup {
  const { sign, word, tone } = STATES[state];
  return html`<li class="ready-item ${state}">
    <span class="sign ${tone}" aria-hidden="true">${sign}</span>
    <div>
      <p>
        <strong>${NAMES[what]}</strong> <span class="${tone} word">${word}</span>
        <span class="said">${message}</span>
      </p>
      ${remedy !== undefined && html`<p class="remedy">${remedy}</p>`} ${leadsTo(what, state)}
    </div>
  </li>`;
}

/** Where an editor fixes it. */
function leadsTo(what: ReadyItem['what'], state: ReadyItem['state']): Markup | false {
  if (state !== 'blocked' && !(what === 'checks' && state === 'note')) return false;
  if (what === 'checks') return html`<p><a href="../nobody/#problems">Show the problems</a></p>`;
  if (what === 'hold') return html`<p><a href="../when/">Open the page “When”</a></p>`;
  if (what === 'list') return html`<p><a href="../../../readers/">Open the readers</a></p>`;
  return false;
}
