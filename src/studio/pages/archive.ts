/** The way to older editions: by month and year. */
import { html } from 'hono/html';
import { formatCount, plural } from '../../base/format.ts';
import type { ListedEdition } from '../desk.ts';
import type { Markup } from './layout.ts';

/** What a front page is limited to: a year (YYYY) or a month (YYYY-MM). */
export type Period = string;

/** The id of the heading above the months. */
export const ARCHIVE = 'by-month';

/** Years that are shown with their months; of earlier ones only the year, until it is opened. */
const OPEN_YEARS = 3;

interface Counted {
  /** YYYY or YYYY-MM */
  readonly period: Period;
  readonly count: number;
}

/** Returns a period in words: June 2023, or 2023. */
export function periodName(period: Period): string {
  return period.length === 4 ? period : format(period, { month: 'long', year: 'numeric' });
}

/** Returns links to the months in which there are editions, by year. `current` is what is shown. */
export function archive(editions: readonly ListedEdition[], current: Period | undefined): Markup {
  const months = countBy(editions, 7);
  return html`<nav class="archive" aria-labelledby="${ARCHIVE}">
    <h2 id="${ARCHIVE}">By month</h2>
    ${countBy(editions, 4).map((year, index) => {
      const isOpen = index < OPEN_YEARS || current?.startsWith(year.period) === true;
      return html`<details ${isOpen && 'open'} id="year-${year.period}">
        <summary>
          ${year.period} <span class="muted">${plural(year.count, 'edition')}</span>
        </summary>
        <ul>
          ${months.filter(({ period }) => period.startsWith(year.period)).map((month) => monthLink(month, current))}
          <li>${link(year, current, html`All of ${year.period}`)}</li>
        </ul>
      </details>`;
    })}
  </nav>`;
}

function monthLink(month: Counted, current: Period | undefined): Markup {
  const name = format(month.period, { month: 'short' });
  const count = html`<span class="muted">${formatCount(month.count)}</span>`;
  return html`<li>${link(month, current, html`${name} ${count}`)}</li>`;
}

function link({ period, count }: Counted, current: Period | undefined, text: Markup): Markup {
  const name = `${periodName(period)}, ${plural(count, 'edition')}`;
  return html`<a
    href="${queryOf(period)}"
    aria-label="${name}"
    aria-current="${period === current && 'page'}"
    >${text}</a
  >`;
}

/** Returns links to the nearest periods with editions, before and after one of the same length. */
export function nearbyPeriods(editions: readonly ListedEdition[], current: Period): Markup {
  const all = countBy(editions, current.length);
  const newer = all.findLast(({ period }) => period > current);
  const older = all.find(({ period }) => period < current);
  const button = ({ period }: Counted) =>
    html`<a class="button" href="${queryOf(period)}">${periodName(period)}</a>`;
  return html`${newer && button(newer)} ${older && button(older)}`;
}

function queryOf(period: Period): string {
  return `?${period.length === 4 ? 'year' : 'month'}=${period}`;
}

/** Counts editions by the start of their date, the newest first. */
function countBy(editions: readonly ListedEdition[], length: number): readonly Counted[] {
  const counts = new Map<Period, number>();
  for (const { date } of editions) {
    const period = date.slice(0, length);
    counts.set(period, (counts.get(period) ?? 0) + 1);
  }
  return Array.from(counts, ([period, count]) => ({ period, count }));
}

function format(month: string, style: Intl.DateTimeFormatOptions): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  return new Intl.DateTimeFormat('en-US', { ...style, timeZone: 'UTC' }).format(date);
}
