import { html } from 'hono/html';
import type { Problem } from '../../base/problem.ts';
import type { ListedEdition, SendingPlan } from '../desk.ts';
import { KEYS } from '../keys.ts';
import { editionPath, summaryPath } from '../paths.ts';
import { ARCHIVE, archive, nearbyPeriods, periodName, type Period } from './archive.ts';
import { layout, type Markup } from './layout.ts';
import { shortDate } from './moment.ts';
import { sendingPlan } from './sending-plan.ts';
import { skippedFiles } from './skipped.ts';
import { summary, type RowParts } from './summary.ts';

type Row = Omit<RowParts, 'inspected' | 'audience'>;

export interface FrontParts {
  readonly name: string;
  /** Whether the browser may write and send, or only look. */
  readonly mayWrite: boolean;
  /** Every edition, newest first. */
  readonly editions: readonly ListedEdition[];
  /** What the page is limited to; absent for the newest. */
  readonly period?: Period | undefined;
  /** Those that are shown: in full, or as a line each. */
  readonly shown:
    | { readonly kind: 'rows'; readonly rows: readonly Row[] }
    | { readonly kind: 'lines'; readonly lines: readonly Line[] };
  /** What is in content/, looks meant as an edition or a story, and is none. */
  readonly skipped: readonly Problem[];
  readonly plan: SendingPlan;
  /** The last edition of this page, if older ones of the period follow. */
  readonly olderThan?: string | undefined;
}

/** An edition of which only the day and the subject are shown. */
interface Line {
  readonly listed: ListedEdition;
  readonly subject: string | undefined;
}

/** Returns the list of the editions: the newest, or those of a month or a year. */
export function frontPage(parts: FrontParts): Markup {
  const { name, editions, period, shown, skipped, plan, mayWrite } = parts;
  const title = period === undefined ? 'Editions' : periodName(period);
  const count = shown.kind === 'rows' ? shown.rows.length : shown.lines.length;
  const hasMore = count < editions.length;
  return layout({
    title,
    name,
    page: 'front',
    root: '',
    mayWrite,
    main: html`<div class="front-head">
        <h1>${title}</h1>
        <p class="front-actions">
          ${hasMore && html`<a class="button" href="#${ARCHIVE}">By month</a>`}
          ${mayWrite && newEditionLink()}
        </p>
      </div>
      <div id="editions" data-live="editions">
        ${period === undefined && sendingPlan(plan)}
        ${skipped.length > 0 && skippedFiles(skipped, mayWrite)}
        ${count === 0 ? noEditions(period, mayWrite) : list(shown)} ${pageLinks(parts)}
        ${hasMore && archive(editions, period)}
      </div>`,
  });
}

function list(shown: FrontParts['shown']): Markup {
  if (shown.kind === 'lines') return lineList(shown.lines);
  return html`<ol class="editions">
    ${shown.rows.map(row)}
  </ol>`;
}

/** Returns a line for each edition, under a heading for each month. */
function lineList(lines: readonly Line[]): Markup {
  const months = Map.groupBy(lines, ({ listed }) => listed.date.slice(0, 7));
  return html`${Array.from(
    months,
    ([month, those]) =>
      html`<h2>${periodName(month)}</h2>
        <ol class="edition-lines">
          ${those.map(line)}
        </ol>`,
  )}`;
}

function line({ listed: { id, date }, subject = id }: Line): Markup {
  return html`<li data-row>
    <time datetime="${date}">${shortDate(date, 'narrow')}</time>
    <a href="${editionPath(id)}nobody/" dir="auto">${subject}</a>
  </li>`;
}

function pageLinks({ editions, period, olderThan }: FrontParts): Markup {
  if (period === undefined) return html``;
  return html`<p class="pages">
    ${
      olderThan !== undefined &&
      html`<a class="button" href="?month=${period}&amp;before=${encodeURIComponent(olderThan)}"
        >More of ${periodName(period)}</a
      >`
    }
    ${nearbyPeriods(editions, period)} <a class="button" href="./">Newest</a>
  </p>`;
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

function noEditions(period: Period | undefined, mayWrite: boolean): Markup {
  if (period !== undefined)
    return html`<p class="nothing">There are no editions of ${periodName(period)}.</p>`;
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
