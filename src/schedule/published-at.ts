import { Temporal } from 'temporal-polyfill';

/** The instant of a wall-clock time (HH:MM) on a day (YYYY-MM-DD) in a time zone. */
export function publishedAt(date: string, time: string, timeZone: string): Date {
  return instantIn(`${date}T${time}`, timeZone);
}

/**
 * The instant of a time on the wall (YYYY-MM-DDTHH:MM) in a time zone: as much later as the clock is
 * put on where it leaves the time out, and the first of two where it passes it twice.
 */
export function instantIn(wall: string, timeZone: string): Date {
  const { epochMilliseconds } = Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone);
  return new Date(epochMilliseconds);
}
