import { html } from 'hono/html';
import { kilobytes, plural } from '../../base/format.ts';
import type { Build, ListedEdition, ShownLetter, Who } from '../desk.ts';
import type { EditionView } from '../edition-view.ts';
import type { AudienceCount } from '../../subscribers/audiences.ts';
import { KEYS } from '../keys.ts';
import { audienceLine } from './audience-line.ts';
import type { Markup } from './layout.ts';
import { editionHead } from './edition-head.ts';
import { editionState, progressOf } from './run-state.ts';

export interface HeadParts extends EditionView {
  readonly listed: ListedEdition;
  readonly who: Who;
  /** Who would get it; absent once its run has begun. */
  readonly audience: AudienceCount | undefined;
  /** The letter that is shown, and what it was made of. */
  readonly shown: { readonly build: Build; readonly letter: ShownLetter } | undefined;
  /** The next newer and the next older edition, if there are any. */
  readonly newer: ListedEdition | undefined;
  readonly older: ListedEdition | undefined;
  readonly mayWrite: boolean;
}

/** Returns the head of the page of an edition's letter. */
export function letterHead(parts: HeadParts): Markup {
  const { listed, shown, run, audience } = parts;
  return editionHead({
    ...parts,
    page: 'letter',
    id: listed.id,
    besideDay: neighbours(parts),
    state: editionState(parts),
    facts: html`${run && html`<a href="../report/">${progressOf(run)}</a>`}
    ${audienceLine(audience)} ${shown && facts(shown)}`,
  });
}

function facts({ build, letter }: { readonly build: Build; readonly letter: ShownLetter }): Markup {
  const { wordCount, readingMinutes, further } = build.edition;
  return html`<span class="muted"
    >${plural(further.length + 1, 'story', 'stories')}, ${plural(wordCount, 'word')},
    ${readingMinutes} min, ${kilobytes(Buffer.byteLength(letter.html))}</span
  >`;
}

function neighbours({ newer, older, who }: HeadParts): Markup {
  const to = (listed: ListedEdition) => `../../${encodeURIComponent(listed.id)}/${who}/`;
  const link = (listed: ListedEdition, rel: 'prev' | 'next', key: string, label: string) =>
    html`<a href="${to(listed)}" rel="${rel}" aria-keyshortcuts="${key}" title="${listed.id}"
      >${label}</a
    >`;
  return html`<span class="neighbours">
    ${newer && link(newer, 'prev', KEYS.previous, '← Newer')}
    ${older && link(older, 'next', KEYS.next, 'Older →')}
  </span>`;
}

/** Returns the choice of the reader whose letter is shown; a recipient is the one that was found. */
export function viewAs(who: Who, recipient: string): Markup {
  const link = (path: Who, label: string) =>
    html`<a href="../${path}/" data-keep aria-current="${String(who === path)}">${label}</a>`;
  const chosen = typeof who === 'number' ? recipient : undefined;
  return html`<div class="view-as" role="group" aria-label="View as">
    <span class="muted">View as</span>
    ${link('nobody', 'sample reader')} ${link('longest', 'longest name')}
    <input
      type="search"
      data-subscribers
      aria-label="View as a subscriber: name or address"
      placeholder="${chosen ?? 'Find a subscriber'}"
    />
  </div>`;
}
