import { loadConfig } from '../../../config/load.ts';
import { WEEKDAYS } from '../../../schedule/settings.ts';
import type { Config } from '../../../config/schema.ts';
import { clockChanges, offsetsIn, type ClockChange } from '../../../schedule/clock-changes.ts';
import { cronLines, hourlyCronLine } from '../../../schedule/cron.ts';
import { firings, type Firing } from '../../../schedule/firings.ts';
import { listEditions } from '../../../app/find-edition.ts';
import { EXIT, formatProblems, type Io } from '../../io.ts';
import { scheduleText } from './text.ts';
import { nothingScheduled, readTimetable, type Scheduled } from '../../../app/timetable.ts';
import { openWorkspace, type Workspace } from '../../../app/workspace.ts';

export interface ScheduleOptions {
  readonly content?: string;
  readonly json?: boolean;
}

/** A time at which something goes out, or would if there were an edition. */
export interface Upcoming {
  readonly at: Date;
  readonly timeZone: string;
  readonly edition: string | null;
}

export interface Plan {
  readonly upcoming: readonly Upcoming[];
  /** In the schedule's zone, in the next year. */
  readonly changes: readonly ClockChange[];
  /** Of the next year, where the time does not come just once. */
  readonly odd: readonly Firing[];
  readonly cron: readonly string[];
}

const DAY = 24 * 3_600_000;
/** Of times without an edition, so many days are shown. */
const SHOWN_DAYS = 7;
const YEAR_DAYS = 365;
/** Meets editions that say themselves when they go out. */
const ANY_TIME = '*/15 * * * *';

/** Says what goes out when, and the cron lines that meet it. */
export async function schedule(options: ScheduleOptions, io: Io): Promise<number> {
  const { config, plan, problems } = await readPlan(openWorkspace(io, options.content), io);
  if (problems.length > 0) io.note(formatProblems(problems));
  io.out(options.json === true ? scheduleJson(config, plan) : scheduleText(config, plan));
  return problems.length > 0 ? EXIT.userError : EXIT.done;
}

/** What goes out when, and which editions do not say it well. Throws UserError where nothing does. */
export async function readPlan(workspace: Workspace, { clock }: Io) {
  const config = await loadConfig(workspace.root);
  const now = clock();
  const { scheduled, problems } = readTimetable(workspace, config, listEditions(workspace), now);
  if (problems.length === 0 && scheduled.length === 0 && !config.schedule) throw nothingScheduled();
  return { config, plan: planOf(config, scheduled, now), problems };
}

function planOf(config: Config, scheduled: readonly Scheduled[], now: Date): Plan {
  const inAYear = new Date(now.getTime() + YEAR_DAYS * DAY);
  const year = firings(config, now, inAYear);
  const editions = scheduled
    .filter(({ when }) => when.at > now)
    .map(({ id, when }) => ({ at: when.at, timeZone: when.timeZone, edition: id }));
  const taken = new Set(editions.map(({ at }) => at.getTime()));
  const soon = new Date(now.getTime() + SHOWN_DAYS * DAY);
  const free = year
    .filter(({ at }) => at <= soon && !taken.has(at.getTime()))
    .map(({ at, timeZone }) => ({ at, timeZone, edition: null }));
  const times = new Set(year.map(({ at }) => at.getTime()));
  const ofTheirOwn = editions.every(({ at }) => times.has(at.getTime())) ? [] : [ANY_TIME];
  const zone = config.schedule?.timeZone ?? config.timeZone;
  return {
    upcoming: [...editions, ...free].sort((a, b) => a.at.getTime() - b.at.getTime()),
    changes: config.schedule ? clockChanges(zone, now, inAYear) : [],
    odd: year.filter(({ reading }) => reading !== 'once'),
    cron: [...cronOf(config, zone, now, inAYear), ...ofTheirOwn],
  };
}

function cronOf(config: Config, zone: string, from: Date, until: Date): readonly string[] {
  if (!config.schedule) return [];
  const { at, days } = config.schedule;
  if (config.audience.timeZone === 'subscriber') return [hourlyCronLine(at)];
  const inOrder = WEEKDAYS.filter((day) => days.includes(day));
  return cronLines(at, inOrder, offsetsIn(zone, from, until));
}

function scheduleJson(config: Config, { upcoming, changes, cron }: Plan): string {
  const { audience, timeZone } = config;
  const set = config.schedule && { timeZone, ...config.schedule };
  return JSON.stringify({
    schedule: set ?? null,
    audience,
    upcoming,
    clockChanges: changes,
    cron,
  });
}
