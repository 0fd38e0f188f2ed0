import { Temporal } from 'temporal-polyfill';

/** How a zone reads a local time: as one instant, or as a time that clocks skip or repeat. */
export interface WallClockReading {
  readonly kind: 'once' | 'skipped' | 'twice';
  /** By the offset before the clock change and after it; the same if there is no change. */
  readonly first: Temporal.ZonedDateTime;
  readonly second: Temporal.ZonedDateTime;
}

/** Reads a local time in a zone. */
export function readWallClock(wall: Temporal.PlainDateTime, timeZone: string): WallClockReading {
  const first = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const second = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  const same = first.epochMilliseconds === second.epochMilliseconds;
  const kind = same ? 'once' : first.toPlainDateTime().equals(wall) ? 'twice' : 'skipped';
  return { kind, first, second };
}

/** Returns the instant of a local time (HH:MM) on a date (YYYY-MM-DD) in a time zone. */
export function publishedAt(date: string, time: string, timeZone: string): Date {
  return instantIn(`${date}T${time}`, timeZone);
}

/**
 * Returns the instant of a local time (YYYY-MM-DDTHH:MM) in a time zone. A time that clocks skip is
 * moved later by the length of the gap; of a repeated time, it is the first.
 */
export function instantIn(wall: string, timeZone: string): Date {
  const { epochMilliseconds } = Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone);
  return new Date(epochMilliseconds);
}
