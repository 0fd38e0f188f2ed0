import { html } from 'hono/html';
import type { Build, Listed, RunView, ShownLetter, Who } from '../desk.ts';
import type { Markup } from './layout.ts';
import { standingInWords, stateChip, stateOf } from './run-state.ts';
import { viewAs } from './view-as.ts';
import { dayInWords, kilobytes, plural } from './words.ts';

export interface HeadParts {
  readonly listed: Listed;
  readonly who: Who;
  readonly run: RunView | undefined;
  /** The letter that is shown, and what it was made of. */
  readonly shown: { readonly build: Build; readonly letter: ShownLetter } | undefined;
  /** The editions beside this one, where there are any. */
  readonly newer: Listed | undefined;
  readonly older: Listed | undefined;
  /** Whether a test can be sent. */
  readonly test: boolean;
}

/** What an edition is, how far it is, and whose letter of it is looked at. */
export function editionHead(parts: HeadParts): Markup {
  const { listed, shown, run, who, test } = parts;
  return html`<header class="edition-head">
    <div id="edition-head" data-live="letter run editions">
      <p class="crumbs">
        <time datetime="${listed.date}">${dayInWords(listed.date)}</time>
        ${neighbours(parts)}
      </p>
      <h1 dir="auto">${shown?.build.edition.subject ?? listed.id}</h1>
      <p class="facts">
        ${stateChip(stateOf(listed, run))}
        ${run && html`<a href="../report/">${standingInWords(run)}</a>`} ${shown && facts(shown)}
        <code>${listed.id}</code>
      </p>
    </div>
    <div class="edition-doors">
      ${viewAs(who, shown?.letter.recipient)}
      ${test && html`<button type="button" data-dialog="test">Send a test</button>`}
    </div>
  </header>`;
}

function facts({ build, letter }: { readonly build: Build; readonly letter: ShownLetter }): Markup {
  const { wordCount, readingMinutes, further } = build.edition;
  return html`<span class="muted"
    >${plural(further.length + 1, 'story', 'stories')}, ${plural(wordCount, 'word')},
    ${readingMinutes} min, ${kilobytes(Buffer.byteLength(letter.html))}</span
  >`;
}

function neighbours({ newer, older, who }: HeadParts): Markup {
  const to = (listed: Listed) => `../../${encodeURIComponent(listed.id)}/${who}/`;
  return html`<span class="neighbours">
    ${
      newer &&
      html`<a href="${to(newer)}" rel="prev" aria-keyshortcuts="k" title="${newer.id}">← Newer</a>`
    }
    ${
      older &&
      html`<a href="${to(older)}" rel="next" aria-keyshortcuts="j" title="${older.id}">Older →</a>`
    }
  </span>`;
}
