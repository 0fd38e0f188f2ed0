import type { Problem } from '../base/problem.ts';
import { loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { clockChanges, offsetsIn, type ClockChange } from '../schedule/clock-changes.ts';
import { cronLines, hourlyCronLine } from '../schedule/cron.ts';
import { firings, type Firing } from '../schedule/firings.ts';
import { WEEKDAYS } from '../schedule/weekday.ts';
import { defined } from '../base/defined.ts';
import type { Hold } from '../edition/hold.ts';
import { readContent } from './editions.ts';
import { readTimetable, type Scheduled } from './timetable.ts';
import type { Workspace } from './workspace.ts';

/** A time at which something goes out, or would if there were an edition. */
export interface Upcoming {
  readonly at: Date;
  readonly timeZone: string;
  readonly edition: string | null;
  /** That it must not go out yet. */
  readonly hold?: Hold;
}

export interface SchedulePlan {
  readonly settings: Pick<Config, 'schedule' | 'audience' | 'timeZone'>;
  readonly upcoming: readonly Upcoming[];
  /** In the schedule's zone, in the next year. */
  readonly changes: readonly ClockChange[];
  /** Firings in the next year whose time of day is skipped or occurs twice. */
  readonly odd: readonly Firing[];
  /** Lines of cron, in UTC. */
  readonly cron: readonly string[];
  /** Of editions whose time can't be understood. */
  readonly problems: readonly Problem[];
}

const DAY = 24 * 3_600_000;
/** Of times without an edition, so many days are shown. */
const SHOWN_DAYS = 7;
const YEAR_DAYS = 365;
/** Meets editions that name their own time. */
const ANY_TIME = hourlyCronLine('00:00');

/** Plans what is sent when, and its cron lines. Throws UserError if nothing is ever due. */
export async function planSchedule(workspace: Workspace): Promise<SchedulePlan> {
  const config = await loadConfig(workspace.root);
  const { scheduled, problems } = readTimetable(workspace, config, readContent(workspace));
  const { schedule, audience, timeZone } = config;
  const settings = { schedule, audience, timeZone };
  return { settings, problems, ...plan(config, scheduled, workspace.clock()) };
}

function plan(config: Config, scheduled: readonly Scheduled[], now: Date) {
  const inAYear = new Date(now.getTime() + YEAR_DAYS * DAY);
  const year = firings(config, now, inAYear);
  const editions = scheduled
    .filter(({ when }) => when.at > now)
    .map(({ edition, hold, when: { at, timeZone } }) => ({
      ...{ at, timeZone, edition },
      ...defined({ hold }),
    }));
  const taken = new Set(editions.map(({ at }) => at.getTime()));
  const soon = new Date(now.getTime() + SHOWN_DAYS * DAY);
  const free = year
    .filter(({ at }) => at <= soon && !taken.has(at.getTime()))
    .map(({ at, timeZone }) => ({ at, timeZone, edition: null }));
  const times = new Set(year.map(({ at }) => at.getTime()));
  const ownTimes = editions.every(({ at }) => times.has(at.getTime())) ? [] : [ANY_TIME];
  const zone = config.schedule?.timeZone ?? config.timeZone;
  return {
    upcoming: [...editions, ...free].sort((a, b) => a.at.getTime() - b.at.getTime()),
    changes: config.schedule ? clockChanges(zone, now, inAYear) : [],
    odd: year.filter(({ reading }) => reading !== 'once'),
    cron: [...cronOf(config, zone, now, inAYear), ...ownTimes],
  };
}

function cronOf(config: Config, zone: string, from: Date, until: Date): readonly string[] {
  if (!config.schedule) return [];
  const { at, days, lateness } = config.schedule;
  if (config.audience.timeZone === 'subscriber') return [hourlyCronLine(at)];
  const inOrder = WEEKDAYS.filter((day) => days.includes(day));
  return cronLines(at, inOrder, offsetsIn(zone, from, until), lateness.hours);
}
