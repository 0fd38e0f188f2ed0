import { Temporal } from 'temporal-polyfill';
import { readWallClock } from './wall-clock.ts';

/** What comes of a date and a time of day that a person chose in a zone. */
export type ChosenTime =
  /** The time can be written without an offset. */
  | { readonly kind: 'once'; readonly at: Date; readonly wall: string }
  /** Clocks are turned back: it occurs at two moments. */
  | { readonly kind: 'twice'; readonly moments: readonly [ChosenMoment, ChosenMoment] }
  /** Clocks are turned forward over it: the last and the first time of day around the gap. */
  | { readonly kind: 'skipped'; readonly from: string; readonly to: string }
  /** It is no date and time of day at all. */
  | { readonly kind: 'none' };

export interface ChosenMoment {
  readonly at: Date;
  /** As "send:" has it: 2023-11-05T01:30-04:00. */
  readonly text: string;
}

/** Reads a date (YYYY-MM-DD) and a time of day (HH:MM) in a zone. */
export function chosenTime(date: string, time: string, timeZone: string): ChosenTime {
  const wall = wallOf(date, time);
  if (!wall) return { kind: 'none' };
  const { kind, first, second } = readWallClock(wall, timeZone);
  switch (kind) {
    case 'once':
      return { kind, at: instantOf(first), wall: `${date} ${time}` };
    case 'twice':
      return { kind, moments: [momentOf(first), momentOf(second)] };
    case 'skipped': {
      const change = first.getTimeZoneTransition('next') ?? second;
      return { kind, from: clockBefore(change), to: timeOf(change.toPlainDateTime()) };
    }
  }
}

/** Returns a local time as "send:" has it where it is one fixed moment: 2023-06-14T06:00[Europe/Rome]. */
export function fixedText(wall: string, timeZone: string): string {
  return `${wall.replace(' ', 'T')}[${timeZone}]`;
}

function wallOf(date: string, time: string): Temporal.PlainDateTime | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}$/.test(time)) return undefined;
  try {
    return Temporal.PlainDateTime.from(`${date}T${time}`);
  } catch {
    return undefined;
  }
}

function momentOf(time: Temporal.ZonedDateTime): ChosenMoment {
  return {
    at: instantOf(time),
    text: time.toString({ smallestUnit: 'minute', timeZoneName: 'never' }),
  };
}

/** Returns the time of day that clocks would show at a change if they were not turned. */
function clockBefore(change: Temporal.ZonedDateTime): string {
  const before = change.subtract({ nanoseconds: 1 });
  return timeOf(before.toPlainDateTime().add({ nanoseconds: 1 }));
}

function timeOf(time: Temporal.PlainDateTime): string {
  return time.toPlainTime().toString({ smallestUnit: 'minute' });
}

function instantOf({ epochMilliseconds }: Temporal.ZonedDateTime): Date {
  return new Date(epochMilliseconds);
}
