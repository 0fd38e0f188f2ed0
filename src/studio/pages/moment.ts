/** Times of day, all in the newsletter's time zone. */
import { html } from 'hono/html';
import type { Markup } from './layout.ts';

const DAY_AND_HOUR = {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;

/** Returns a time with its zone: Wed, Jun 14, 2023, 06:00 EDT. */
export function moment(time: Date, timeZone: string): Markup {
  const style = {
    ...DAY_AND_HOUR,
    weekday: 'short',
    year: 'numeric',
    timeZoneName: 'short',
  } as const;
  return html`<time datetime="${time.toISOString()}"
    >${format(time, { ...style, timeZone })}</time
  >`;
}

/** Returns a time for a narrow column, with the whole of it as its title: Jun 14, 06:00. */
export function shortMoment(time: Date, timeZone: string): Markup {
  const whole = format(time, { dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23', timeZone });
  const short = format(time, { ...DAY_AND_HOUR, timeZone });
  return html`<time datetime="${time.toISOString()}" title="${whole}">${short}</time>`;
}

function format(time: Date, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', style).format(time);
}

/** Returns the day of a time, with the whole of it as its title: Jun 14, 2023. */
export function day(time: Date, timeZone: string): Markup {
  const whole = format(time, { dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23', timeZone });
  const short = format(time, { dateStyle: 'medium', timeZone });
  return html`<time datetime="${time.toISOString()}" title="${whole}">${short}</time>`;
}

/** Formats a date (YYYY-MM-DD): Jun 14, 2023; without its year for a narrow place: Jun 14. */
export function shortDate(date: string, style: 'with year' | 'narrow' = 'with year'): string {
  const fields = { month: 'short', day: 'numeric', timeZone: 'UTC' } as const;
  const year = style === 'with year' && ({ year: 'numeric' } as const);
  return format(new Date(`${date}T00:00:00Z`), { ...fields, ...year });
}

/** Returns the hour of a time, with the zone unless it is known: 06:00 EST. */
export function hourOfDay(
  time: Date,
  timeZone: string,
  style: 'with zone' | 'without zone' = 'with zone',
): Markup {
  const fields = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  const zone = style === 'with zone' && ({ timeZoneName: 'short' } as const);
  return html`<time datetime="${time.toISOString()}"
    >${format(time, { ...fields, ...zone })}</time
  >`;
}

/** Returns the short name that a zone has at a time: EST. */
export function zoneAt(time: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' }).formatToParts(
    time,
  );
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}
