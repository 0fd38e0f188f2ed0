/** Words about readers that several pages use. Addresses are masked unless somebody asks for them. */
import { html } from 'hono/html';
import { maskAddresses } from '../../base/mask-address.ts';
import { printable } from '../../base/printable.ts';
import type { Departure, Reader, ReaderState } from '../../subscribers/reader.ts';
import { fullName } from '../../subscribers/subscriber.ts';
import type { Markup } from './layout.ts';
import { day } from './moment.ts';

/** A list can have names of any length. */
const LONGEST = 200;

/** How a page shows readers. */
export interface Shown {
  /** Whether addresses are shown whole. */
  readonly addresses: boolean;
  /** Of the newsletter. */
  readonly timeZone: string;
}

/** Returns a text of a reader or about one: in one line, and with its addresses masked. */
export function saidOf(text: string, { addresses }: Pick<Shown, 'addresses'>): string {
  const whole = printable(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
  return addresses ? whole : maskAddresses(whole);
}

/** Returns an address, or what is shown in place of it. */
export function addressOf(email: string, shown: Shown): Markup {
  return html`<bdi class="address" dir="ltr">${saidOf(email, shown)}</bdi>`;
}

/** Returns a reader's name; undefined if they have none. */
export function nameOf(reader: Reader, shown: Shown): string | undefined {
  const name = fullName(reader)?.trim();
  return name === undefined || name === '' ? undefined : saidOf(name, shown);
}

const STATES: Readonly<Record<ReaderState['kind'], { tone: string; word: string }>> = {
  active: { tone: 'good', word: 'on the list' },
  paused: { tone: 'warn', word: 'paused' },
  unsubscribed: { tone: 'muted', word: 'left' },
};

/** Returns where a reader stands, as chips, and since or until when. */
export function stateOfReader({ state, suppression }: Reader, { timeZone }: Shown): Markup {
  const { tone, word } = STATES[state.kind];
  return html`${suppression && html`<span class="chip bad">suppressed</span> `}<span
      class="chip ${tone}"
      >${word}</span
    >
    ${state.kind === 'paused' && html`<span class="muted">until ${day(state.until, timeZone)}</span>`}
    ${state.kind === 'unsubscribed' && html`<span class="muted">on ${day(state.since, timeZone)}</span>`}`;
}

export const DEPARTURE_WORDS: Readonly<Record<Departure['how'], string>> = {
  'one-click': 'one click',
  page: 'page',
  mail: 'email',
  'by hand': 'by hand',
  erased: 'erased',
};

/** Returns the switch that shows or masks the addresses of a page; `query` is the page's. */
export function addressSwitch({ addresses }: Shown, query = ''): Markup {
  return html`<form class="address-switch" method="post" action="addresses${query}">
    <button name="show" value="${addresses ? 'no' : 'yes'}" aria-pressed="${addresses}">
      ${addresses ? 'Hide addresses' : 'Show addresses'}
    </button>
  </form>`;
}
