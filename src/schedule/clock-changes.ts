import { Temporal } from 'temporal-polyfill';

/** A clock change in a time zone; offsets are minutes ahead of UTC. */
export interface ClockChange {
  readonly at: Date;
  readonly before: number;
  readonly after: number;
}

const MINUTE_NS = 60e9;

/** Returns the clock changes of a zone in a period, the earliest first. */
export function clockChanges(timeZone: string, from: Date, until: Date): readonly ClockChange[] {
  const changes: ClockChange[] = [];
  let time: Temporal.ZonedDateTime | null = zoned(from, timeZone);
  let before = offsetOf(time);
  for (;;) {
    time = time.getTimeZoneTransition('next');
    if (!time || time.epochMilliseconds > until.getTime()) return changes;
    const after = offsetOf(time);
    if (after !== before) changes.push({ at: new Date(time.epochMilliseconds), before, after });
    before = after;
  }
}

/** Returns every offset that a zone has in a period, in minutes ahead of UTC. */
export function offsetsIn(timeZone: string, from: Date, until: Date): readonly number[] {
  const first = offsetOf(zoned(from, timeZone));
  const later = clockChanges(timeZone, from, until).map(({ after }) => after);
  return [...new Set([first, ...later])];
}

function zoned(instant: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
}

function offsetOf({ offsetNanoseconds }: Temporal.ZonedDateTime): number {
  return offsetNanoseconds / MINUTE_NS;
}
