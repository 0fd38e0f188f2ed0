import { html } from 'hono/html';
import { formatCount, plural } from '../../base/format.ts';
import { SPANS, type ListOverview, type SpanName } from '../readers.ts';
import { growthPlot } from './growth-plot.ts';
import { layout, type Markup } from './layout.ts';
import { burstWarning, leaversTable, shareOf } from './leavers.ts';
import { readerCards } from './reader-cards.ts';

export interface ReadersParts {
  readonly name: string;
  /** Whether the browser may write and send, or only look. */
  readonly mayWrite: boolean;
  /** Of the newsletter. */
  readonly timeZone: string;
  readonly span: SpanName;
  readonly overview: ListOverview;
}

/** Returns the first page about readers: how many there are, who joined and who left. */
export function readersPage(parts: ReadersParts): Markup {
  const { name, mayWrite, timeZone, span, overview } = parts;
  return layout({
    title: 'Readers',
    name,
    page: 'readers',
    root: '../',
    mayWrite,
    main: html`<div class="readers">
      <div class="front-head">
        <h1>Readers</h1>
        ${mayWrite && html`<a class="button strong" href="add/">Add a reader</a>`}
      </div>
      ${isUntouched(overview) ? nobodyYet(mayWrite) : standing(overview, span, timeZone)}
    </div>`,
  });
}

/** Nobody was ever on the list, signed up for it, or is kept off it. */
function isUntouched({ counts, departures, growth }: ListOverview): boolean {
  const { onList, pending, leftRecently, suppressed } = counts;
  const all = [onList, pending, leftRecently, departures.length, ...Object.values(suppressed)];
  return all.every((count) => count === 0) && growth.every(({ total, left }) => total + left === 0);
}

function nobodyYet(mayWrite: boolean): Markup {
  if (!mayWrite) return html`<p class="nothing">Nobody is on the list yet.</p>`;
  return html`<div class="nothing">
    <h2>Nobody is on the list yet</h2>
    <p>
      <a href="add/">Add a reader</a>, or import the list that you have in a terminal, in the folder
      of the newsletter. Say where the consent of its readers comes from:
    </p>
    <pre class="source">
npx broadsheet subscribers import list.csv --consent "exported from …, double opt-in"</pre>
    <p>
      People can sign up once <code>npx broadsheet serve</code> runs and the config has its address,
      <code>site.url</code>.
    </p>
  </div>`;
}

function standing(overview: ListOverview, span: SpanName, timeZone: string): Markup {
  const { counts, growth, signUps, departures, bursts } = overview;
  return html`${readerCards(counts)} ${burstWarning(bursts, timeZone)} ${readerSearch('')}
    <div class="section-head">
      <h2 id="growth">Growth</h2>
      ${spanLinks(span)}
    </div>
    ${growthPlot(growth, span)}
    <h2>Sign-ups</h2>
    ${signUpLine(signUps)}
    <h2 id="leavers">Who left, by edition</h2>
    ${leaversTable(departures)}`;
}

/** Returns the search over readers, and the way to all of them. */
export function readerSearch(text: string, root = '', all: 'linked' | 'here' = 'linked'): Markup {
  return html`<div class="mail-tools">
    <form role="search" method="post" action="${root}search">
      <input
        type="search"
        name="q"
        dir="auto"
        value="${text}"
        maxlength="320"
        autocomplete="off"
        aria-label="Address or name"
        placeholder="Address or name"
      />
      <button>Search</button>
    </form>
    ${
      all === 'linked' &&
      html`<p>
        <a href="${root}list/">All readers</a> · <a href="${root}segments/">Topics and segments</a>
      </p>`
    }
  </div>`;
}

function spanLinks(current: SpanName): Markup {
  return html`<nav class="spans" aria-label="Growth over">
    ${Object.entries(SPANS).map(
      ([span, { label }]) =>
        html`<a href="?span=${span}#growth" aria-current="${span === current ? 'true' : 'false'}"
          >${label}</a
        >`,
    )}
  </nav>`;
}

function signUpLine({ asked, confirmed }: ListOverview['signUps']): Markup {
  if (asked === 0) return html`<p class="muted">Nobody signed up in the last 30 days.</p>`;
  const people = plural(asked, 'person', 'people');
  return html`<p class="measure">
      In the last 30 days, ${people} signed up, and <b>${formatCount(confirmed)}</b>
      (${shareOf(confirmed, asked)}) confirmed.
    </p>
    <div class="share-bar" aria-hidden="true">
      <span style="flex-grow:${confirmed}"></span
      ><span style="flex-grow:${asked - confirmed}"></span>
    </div>`;
}
