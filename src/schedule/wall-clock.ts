import type { Temporal } from 'temporal-polyfill';

/** What a time on the wall is in a zone: one instant, or one that clocks leave out or pass twice. */
export interface Reading {
  readonly kind: 'once' | 'left-out' | 'twice';
  /** As read by the clock before it is put on or back, and after; the same where it is not. */
  readonly first: Temporal.ZonedDateTime;
  readonly second: Temporal.ZonedDateTime;
}

export function readWall(wall: Temporal.PlainDateTime, timeZone: string): Reading {
  const first = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const second = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  const same = first.epochMilliseconds === second.epochMilliseconds;
  const kind = same ? 'once' : first.toPlainDateTime().equals(wall) ? 'twice' : 'left-out';
  return { kind, first, second };
}
