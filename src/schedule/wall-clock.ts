import { Temporal } from 'temporal-polyfill';

/** What a time on the wall is in a zone: one instant, or one that clocks leave out or pass twice. */
export interface WallClockReading {
  readonly kind: 'once' | 'left-out' | 'twice';
  /** As read by the clock before it is put on or back, and after; the same where it is not. */
  readonly first: Temporal.ZonedDateTime;
  readonly second: Temporal.ZonedDateTime;
}

export function readWall(wall: Temporal.PlainDateTime, timeZone: string): WallClockReading {
  const first = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const second = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  const same = first.epochMilliseconds === second.epochMilliseconds;
  const kind = same ? 'once' : first.toPlainDateTime().equals(wall) ? 'twice' : 'left-out';
  return { kind, first, second };
}

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
