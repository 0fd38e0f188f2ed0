import { Temporal } from 'temporal-polyfill';
import { DEFAULT_LATENESS, type ScheduleSettings, type Lateness } from './settings.ts';
import { failed, ok, problem, type Result } from '../base/problem.ts';
import { instantIn } from './wall-clock.ts';
import { parseSendTime, type SendTime } from './send-time.ts';
import { WEEKDAYS } from './weekday.ts';

const HOUR = 3_600_000;

/** An edition that was due that long ago and never started is no longer sent. */
const HISTORY_HOURS = 7 * 24;

/**
 * Returns when an edition of a date (YYYY-MM-DD) is due: at the time in its front matter, otherwise
 * at the first scheduled time on or after the date, or undefined if it has neither. Fails, with the
 * line, on a time that does not exist.
 */
export function dueAt(
  date: string,
  send: { readonly text: string; readonly line: number } | undefined,
  { schedule, timeZone }: ScheduleSettings,
  file: string,
): Result<SendTime | undefined> {
  if (send) {
    const time = parseSendTime(send.text, timeZone);
    if (typeof time !== 'string') return ok(time);
    return failed(problem('edition/send', { file, line: send.line }, time));
  }
  if (!schedule) return ok(undefined);
  const wall = `${firstDay(date, schedule.days)}T${schedule.at}`;
  const zone = schedule.timeZone ?? timeZone;
  return ok({ at: instantIn(wall, zone), timeZone: zone, wall });
}

/** Returns the first date, on or after a date, that is one of some weekdays. */
function firstDay(date: string, days: readonly string[]): string {
  let day = Temporal.PlainDate.from(date);
  while (!days.includes(WEEKDAYS[day.dayOfWeek - 1] ?? '')) day = day.add({ days: 1 });
  return day.toString();
}

/**
 * Returns the instant of a send time in each of some zones, and `otherwise` for all others. A fixed
 * instant is the same in every zone.
 */
export function instantsByZone(
  { at, wall }: SendTime,
  zones: readonly string[],
): { readonly otherwise: Date; readonly zones: ReadonlyMap<string, Date> } {
  const own = wall === undefined ? [] : zones;
  return {
    otherwise: at,
    zones: new Map(own.map((zone) => [zone, instantIn(wall ?? '', zone)])),
  };
}

/** Whether it is time to start an edition that nobody has yet. */
export type Timeliness = 'early' | 'due' | 'late' | 'history';

/**
 * Returns whether it is time for an edition that may start at `begins` and is due at `due`, which
 * may be later.
 */
export function timelinessAt(begins: Date, due: Date, now: Date, { hours }: Lateness): Timeliness {
  if (now < begins) return 'early';
  const late = (now.getTime() - due.getTime()) / HOUR;
  if (late <= hours) return 'due';
  return late <= HISTORY_HOURS ? 'late' : 'history';
}

/** Returns how late an edition may be, and what to do if it is later. */
export function latenessOf({ schedule }: ScheduleSettings): Lateness {
  return schedule?.lateness ?? DEFAULT_LATENESS;
}
