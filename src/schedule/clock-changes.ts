import { Temporal } from 'temporal-polyfill';

/** A change of the clocks of a zone; offsets are minutes ahead of UTC. */
export interface ClockChange {
  readonly at: Date;
  readonly before: number;
  readonly after: number;
}

const MINUTE_NS = 60e9;

/** The changes of a zone's clocks in a time, the earliest first. */
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

/** Every offset that a zone has in a time, in minutes ahead of UTC. */
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
