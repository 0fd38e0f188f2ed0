import { Temporal } from 'temporal-polyfill';
import { USUAL_LATENESS, WEEKDAYS, type Clocks, type Lateness } from './settings.ts';
import { failed, ok, problem, type Result } from '../base/problem.ts';
import { instantIn } from './wall-clock.ts';
import { parseSendTime, type SendTime } from './send-time.ts';

const HOUR = 3_600_000;

/** What is due for so long and was never begun is history. */
const HISTORY_HOURS = 7 * 24;

/**
 * When an edition of a date (YYYY-MM-DD) is to go out: as its front matter says, otherwise by the
 * schedule, on its first day that is not before the date. Undefined where neither says it; fails,
 * with the line, on a time that there is not.
 */
export function dueAt(
  date: string,
  send: { readonly text: string; readonly line: number } | undefined,
  { schedule, timeZone }: Clocks,
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

/** The first day from a date on that is one of some weekdays. */
function firstDay(date: string, days: readonly string[]): string {
  let day = Temporal.PlainDate.from(date);
  while (!days.includes(WEEKDAYS[day.dayOfWeek - 1] ?? '')) day = day.add({ days: 1 });
  return day.toString();
}

/**
 * The instant at which a time comes in each of some zones, the newsletter's own among them; just one
 * where the time is one instant, or where nobody's zone counts but the newsletter's.
 */
export function hoursOf(
  { at, wall }: SendTime,
  zones: readonly string[],
): { readonly otherwise: Date; readonly zones: ReadonlyMap<string, Date> } {
  const own = wall === undefined ? [] : zones;
  return {
    otherwise: at,
    zones: new Map(own.map((zone) => [zone, instantIn(wall ?? '', zone)])),
  };
}

/** Where an edition that nobody has stands against the clock. */
export type Standing = 'early' | 'due' | 'late' | 'history';

/** How an edition stands that may begin at one time and is meant for another, which may be later. */
export function standingAt(begins: Date, meant: Date, now: Date, { hours }: Lateness): Standing {
  if (now < begins) return 'early';
  const late = (now.getTime() - meant.getTime()) / HOUR;
  if (late <= hours) return 'due';
  return late <= HISTORY_HOURS ? 'late' : 'history';
}

/** How late an edition may be, and what becomes of it then. */
export function latenessOf({ schedule }: Clocks): Lateness {
  return schedule?.lateness ?? USUAL_LATENESS;
}
