import { html } from 'hono/html';
import type { Problem } from '../../base/problem.ts';
import type { SendingPlan } from '../desk.ts';
import { KEYS } from '../keys.ts';
import { summaryPath } from '../paths.ts';
import { layout, type Markup } from './layout.ts';
import { sendingPlan } from './sending-plan.ts';
import { skippedFiles } from './skipped.ts';
import { summary, type RowParts } from './summary.ts';

type Row = Omit<RowParts, 'inspected' | 'audience'>;

export interface FrontParts {
  readonly name: string;
  /** Whether the browser may write and send, or only look. */
  readonly mayWrite: boolean;
  /** Newest first. */
  readonly rows: readonly Row[];
  /** What is in content/, looks meant as an edition or a story, and is none. */
  readonly skipped: readonly Problem[];
  readonly plan: SendingPlan;
  /** The last edition of this page, if older ones follow. */
  readonly olderThan?: string;
  /** Whether newer editions are on another page. */
  readonly older: boolean;
}

/** Returns the list of the editions. */
export function frontPage(parts: FrontParts): Markup {
  const { name, rows, olderThan, older, skipped, plan, mayWrite } = parts;
  return layout({
    title: 'Editions',
    name,
    page: 'front',
    root: '',
    mayWrite,
    main: html`<div class="front-head">
        <h1>${older ? 'Older editions' : 'Editions'}</h1>
        ${mayWrite && newEditionLink()}
      </div>
      <div id="editions" data-live="editions">
        ${sendingPlan(plan)} ${skipped.length > 0 && skippedFiles(skipped, mayWrite)}
        ${
          rows.length === 0
            ? noEditions(mayWrite)
            : html`<ol class="editions">
                ${rows.map(row)}
              </ol>`
        }
        <p class="pages">
          ${older && html`<a class="button" href="./">Newest</a>`}
          ${
            olderThan !== undefined &&
            html`<a class="button" href="?before=${encodeURIComponent(olderThan)}">Older</a>`
          }
        </p>
      </div>`,
  });
}

function row(parts: Row): Markup {
  const { id } = parts.listed;
  return html`<li
    class="edition-row"
    id="edition-${id}"
    data-row
    data-summary="${summaryPath(id)}"
    data-live="letter problems run"
  >
    ${summary(parts)}
  </li>`;
}

function noEditions(mayWrite: boolean): Markup {
  if (!mayWrite) return html`<p class="nothing">No editions yet.</p>`;
  return html`<div class="nothing">
    <h2>No editions yet</h2>
    <p>
      Paste a story, choose a file, or give the address of a page: press “New edition”. You see what
      was read of it before anything is written.
    </p>
    <p>
      Or save the story in <code>content/</code> yourself, named by its date and a few words, such
      as <code>content/2023-06-14-blinken-beijing.md</code>. The edition appears here when you save
      the file.
    </p>
  </div>`;
}

function newEditionLink(): Markup {
  return html`<a class="button strong" href="new/" data-new aria-keyshortcuts="${KEYS.write}"
    >New edition</a
  >`;
}
