import { html } from 'hono/html';
import { plural } from '../../base/format.ts';
import type { CalendarDays, CalendarEntry } from '../calendar.ts';
import { addDays, CALENDAR_VIEWS, daysIn, isSameMonth, listDays, moved } from '../calendar-days.ts';
import type { CalendarViewName } from '../calendar-days.ts';
import type { SendingPlan } from '../desk.ts';
import { calendarItem, entryState, whyNot } from './calendar-entry.ts';
import { layout, type Markup } from './layout.ts';
import { hourOfDay, zoneAt } from './moment.ts';
import { stateChip, type EditionState } from './run-state.ts';
import { whoSends } from './who-sends.ts';

export interface CalendarParts {
  readonly name: string;
  readonly mayWrite: boolean;
  readonly view: CalendarViewName;
  /** A day of the week or month that is shown. */
  readonly day: string;
  readonly calendar: CalendarDays;
  readonly plan: SendingPlan;
}

const ROOT = '../';

/** Returns what goes out in a month or a week, and what did. */
export function calendarPage(parts: CalendarParts): Markup {
  const { name, mayWrite, view, day, calendar, plan } = parts;
  return layout({
    title: 'Calendar',
    name,
    page: 'calendar',
    root: ROOT,
    mayWrite,
    main: html`<div class="calendar ${view}">
      <div class="calendar-head">
        <h1>${titleOf(view, day)}</h1>
        ${moves(parts)}
      </div>
      <div id="calendar" data-live="editions run">
        <p class="muted measure">
          All times are in ${calendar.timeZone}${zoneNow(calendar)}. ${whoSends(plan)}
        </p>
        ${attention(calendar)}
        <p class="weekdays" aria-hidden="true">
          ${WEEKDAYS.map((each) => html`<span>${each}</span>`)}
        </p>
        <ol class="days">
          ${listDays(daysIn(view, day)).map((each) => dayItem(each, parts))}
        </ol>
      </div>
    </div>`,
  });
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function titleOf(view: CalendarViewName, day: string): string {
  const utc = { timeZone: 'UTC' } as const;
  if (view === 'month') {
    return new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', ...utc }).format(
      dateOf(day),
    );
  }
  const days = listDays(daysIn(view, day));
  const format = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', ...utc });
  return format.formatRange(dateOf(days[0] ?? day), dateOf(days.at(-1) ?? day));
}

function dateOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function zoneNow({ today, timeZone }: CalendarDays): string {
  const zone = zoneAt(new Date(`${today}T12:00:00Z`), timeZone);
  return zone === timeZone ? '' : ` (${zone} today)`;
}

function moves({ view, day, calendar: { today } }: CalendarParts): Markup {
  const to = (name: CalendarViewName, at: string) => `?view=${name}&day=${at}`;
  return html`<nav class="calendar-nav" aria-label="Days">
    <a class="button" href="${to(view, moved(view, day, -1))}" rel="prev">← Earlier</a>
    <a class="button" href="${to(view, today)}#day-${today}">Today</a>
    <a class="button" href="${to(view, moved(view, day, 1))}" rel="next">Later →</a>
    <span class="tabs">
      ${CALENDAR_VIEWS.map(
        (each) =>
          html`<a href="${to(each, day)}" aria-current="${each === view && 'page'}"
            >${each === 'month' ? 'Month' : 'Week'}</a
          >`,
      )}
    </span>
  </nav>`;
}

/** What nobody gets until a person does something. */
const WAITING_FOR_A_PERSON: readonly EditionState[] = [
  ...(['held', 'missed', 'blocked', 'incomplete', 'sent with failures'] as const),
];

/** So many are listed; the others behind them, for a page that is mostly about days. */
const MOST_LISTED = 4;
/** What was missed before is history, as in a newsletter that began elsewhere. */
const RECENT_DAYS = 14;

function attention({ entries, today }: CalendarDays): Markup | false {
  const since = addDays(today, -RECENT_DAYS);
  const waiting = entries.filter(
    (entry) => entry.day >= since && WAITING_FOR_A_PERSON.includes(entryState(entry, undefined)),
  );
  if (waiting.length === 0) return false;
  const toCome = waiting.filter(({ day }) => day >= today);
  const inOrder = [...toCome, ...waiting.filter(({ day }) => day < today).reverse()];
  const others = inOrder.slice(MOST_LISTED);
  return html`<section class="notice attention" aria-labelledby="attention">
    <h2 id="attention">Waiting for you</h2>
    <ul>
      ${inOrder.slice(0, MOST_LISTED).map(attentionItem)}
    </ul>
    ${
      others.length > 0 &&
      html`<details>
        <summary>${plural(others.length, 'other')}</summary>
        <ul>
          ${others.map(attentionItem)}
        </ul>
      </details>`
    }
  </section>`;
}

function attentionItem(entry: CalendarEntry): Markup {
  const { id, title, day, run, standing, fault } = entry;
  const state = entryState(entry, undefined);
  const obstacles = fault === undefined ? [] : [fault];
  const why = whyNot(state, { run, standing, obstacles });
  return html`<li>
    ${stateChip(state)} <a href="#entry-${id}" dir="auto">${title}</a>,
    ${dayOfYear(day)}${why && html`: ${why}`}
  </li>`;
}

function dayItem(day: string, { view, day: shown, calendar, mayWrite }: CalendarParts): Markup {
  const { entries, free, today, timeZone } = calendar;
  const own = entries.filter((entry) => entry.day === day);
  const open = free.filter((at) => dayIn(at, timeZone) === day);
  const classes = [
    ['day', true],
    ['today', day === today],
    ['past', day < today],
    ['outside', view === 'month' && !isSameMonth(day, shown)],
    ['empty', own.length === 0],
  ] as const;
  return html`<li
    class="${classes.flatMap(([name, is]) => (is ? name : [])).join(' ')}"
    id="day-${day}"
  >
    ${dayName(day, { isToday: day === today, isEmpty: own.length === 0 })}
    ${
      own.length > 0 &&
      html`<ul class="entries">
        ${own.map((entry) => calendarItem({ entry, timeZone, root: ROOT }))}
      </ul>`
    }
    ${open.map((at) => freeTime(at, timeZone, mayWrite))}
  </li>`;
}

function dayName(
  day: string,
  { isToday, isEmpty }: { readonly isToday: boolean; readonly isEmpty: boolean },
): Markup {
  const date = html`<time datetime="${day}"
      ><span class="number" aria-hidden="true">${Number(day.slice(8))}</span
      ><span class="full">${dayOfYear(day)}</span></time
    >${isToday && html` <span class="today-mark">today</span>`}`;
  return isEmpty ? html`<p class="day-name">${date}</p>` : html`<h2 class="day-name">${date}</h2>`;
}

/** Formats a day whose year is known: Wednesday, June 14. */
function dayOfYear(day: string): string {
  const style = { weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-US', style).format(dateOf(day));
}

function freeTime(at: Date, timeZone: string, mayWrite: boolean): Markup {
  return html`<p class="free-time">
    ${hourOfDay(at, timeZone)} is free ${mayWrite && html`<a href="${ROOT}new/">New edition</a>`}
  </p>`;
}

function dayIn(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}
