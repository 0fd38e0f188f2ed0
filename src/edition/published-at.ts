import { Temporal } from 'temporal-polyfill';

/** The instant of a wall-clock time (HH:MM) on a day (YYYY-MM-DD) in a time zone. */
export function publishedAt(date: string, time: string, timeZone: string): Date {
  const zoned = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: time });
  return new Date(zoned.epochMilliseconds);
}
