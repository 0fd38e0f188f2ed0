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
