/** Days as YYYY-MM-DD, and the weeks and months of a calendar; weeks begin on Mondays. */
import type { Days } from './calendar.ts';

export const CALENDAR_VIEWS = ['month', 'week'] as const;

export type CalendarViewName = (typeof CALENDAR_VIEWS)[number];

const DAY_MS = 24 * 3_600_000;
const DAYS_OF_WEEK = 7;

/** Reads a day of an address; undefined unless it is one of this or a near century. */
export function dayOf(text: string | undefined): string | undefined {
  if (text === undefined || !/^(?:19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || dayFrom(time) !== text ? undefined : text;
}

/** Returns the days that a view shows around a day: whole weeks. */
export function daysIn(view: CalendarViewName, day: string): Days {
  const first = view === 'month' ? firstOfMonth(day) : day;
  const last = view === 'month' ? addDays(addMonths(first, 1), -1) : day;
  return { from: monday(first), until: addDays(monday(last), DAYS_OF_WEEK) };
}

/** Returns a day of the next view (step 1) or of the one before (step -1). */
export function moved(view: CalendarViewName, day: string, step: 1 | -1): string {
  return view === 'month' ? addMonths(firstOfMonth(day), step) : addDays(day, step * DAYS_OF_WEEK);
}

/** Lists the days from the first to the one before `until`. */
export function listDays({ from, until }: Days): readonly string[] {
  const days: string[] = [];
  for (let day = from; day < until; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Returns whether two days (YYYY-MM-DD) are in the same month. */
export function isSameMonth(one: string, other: string): boolean {
  return one.slice(0, 7) === other.slice(0, 7);
}

function firstOfMonth(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

function addMonths(first: string, step: number): string {
  const [year = 0, month = 1] = first.split('-').map(Number);
  return dayFrom(Date.UTC(year, month - 1 + step, 1));
}

/** Returns the day (YYYY-MM-DD) so many days later. */
export function addDays(day: string, count: number): string {
  return dayFrom(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS);
}

function monday(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + DAYS_OF_WEEK - 1) % DAYS_OF_WEEK));
}

function dayFrom(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
