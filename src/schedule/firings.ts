import { Temporal } from 'temporal-polyfill';
import type { ScheduleSettings } from './settings.ts';
import { instantIn, readWallClock, type WallClockReading } from './wall-clock.ts';
import { WEEKDAYS } from './weekday.ts';

/** A time at which a schedule fires. */
export interface Firing {
  readonly at: Date;
  readonly timeZone: string;
  /** Whether the time of day occurs once on that day, twice, or not at all. */
  readonly reading: WallClockReading['kind'];
}

/** Returns every time at which a schedule fires after `from` and up to `until`. */
export function firings(
  { schedule, timeZone: own }: ScheduleSettings,
  from: Date,
  until: Date,
): readonly Firing[] {
  if (!schedule) return [];
  const { days, at: time, timeZone = own } = schedule;
  const found: Firing[] = [];
  let day = Temporal.Instant.fromEpochMilliseconds(from.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  for (; ; day = day.add({ days: 1 })) {
    const wall = `${day.toString()}T${time}`;
    const at = instantIn(wall, timeZone);
    if (at > until) return found;
    const isDay = days.includes(WEEKDAYS[day.dayOfWeek - 1] ?? 'mon');
    if (at <= from || !isDay) continue;
    const { kind } = readWallClock(Temporal.PlainDateTime.from(wall), timeZone);
    found.push({ at, timeZone, reading: kind });
  }
}
