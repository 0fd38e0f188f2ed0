import type { Command } from 'commander';
import type { Health } from '../../app/heartbeat.ts';
import type { SchedulePlan } from '../../app/schedule.ts';
import { openWorkspace } from '../../app/workspace.ts';
import { printable } from '../../base/printable.ts';
import type { Hold } from '../../edition/hold.ts';
import type { ClockChange } from '../../schedule/clock-changes.ts';
import type { Firing } from '../../schedule/firings.ts';
import { WEEKDAYS } from '../../schedule/weekday.ts';
import { EXIT, type Io } from '../io.ts';
import { CONTENT, JSON_OPTION, type RunCommand } from '../options.ts';
import { present, type Presenter } from '../present.ts';
import { formatProblems } from '../problems.ts';
import { marked } from '../style.ts';
import { formatInstant, onTheWall } from '../time-words.ts';

export interface ScheduleOptions {
  /** A heartbeat file to look at, instead of showing the schedule. */
  readonly health?: string;
  readonly content?: string;
  readonly json?: boolean;
}

/** Adds `broadsheet schedule` to the program. */
export function addSchedule(program: Command, run: RunCommand): void {
  program
    .command('schedule')
    .description('show what goes out when, and the cron lines for it')
    .option(
      '--health <file>',
      'exit with 1 unless the jobs work that write this file (`send --due --heartbeat`)',
    )
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((options: ScheduleOptions) =>
      run((io) =>
        options.health === undefined ? schedule(options, io) : health(options.health, options, io),
      ),
    );
}

/** Says whether scheduled jobs work. Returns the exit code: 1 if they don't. */
async function health(file: string, options: ScheduleOptions, io: Io): Promise<number> {
  const { readHealth } = await import('../../app/heartbeat.ts');
  return present(readHealth(openWorkspace(io), file), HEALTH_PRESENTER, options, io);
}

const HEALTH_PRESENTER: Presenter<Health> = {
  exitCode: ({ healthy }) => (healthy ? EXIT.done : EXIT.failed),
  json: (result) => result,
  text: ({ healthy, reason }) => [
    healthy ? marked('done', `Healthy: ${reason}.`) : marked('error', `Not healthy: ${reason}.`),
  ],
};

/** Shows what goes out when. Returns the exit code. */
export async function schedule(options: ScheduleOptions, io: Io): Promise<number> {
  const { planSchedule } = await import('../../app/schedule.ts');
  const plan = await planSchedule(openWorkspace(io, options.content));
  if (plan.problems.length > 0) io.note(formatProblems(plan.problems));
  return present(plan, PRESENTER, options, io);
}

const PRESENTER: Presenter<SchedulePlan> = {
  exitCode: ({ problems }) => (problems.length > 0 ? EXIT.userError : EXIT.done),
  json: ({ settings: { audience, timeZone, schedule: set }, upcoming, changes, cron }) => ({
    schedule: set ? { timeZone, ...set } : null,
    audience,
    upcoming: upcoming.map(({ hold, ...each }) => ({
      ...each,
      ...(hold && { hold: hold.reason ?? true }),
    })),
    clockChanges: changes,
    cron,
  }),
  text: textOf,
};

type Settings = SchedulePlan['settings'];

const POLICY = {
  send: 'is sent anyway',
  hold: 'is reported as missed until you send it',
  skip: 'is skipped',
} as const;

/** The plan as people read it. */
function textOf({ settings, upcoming, changes, odd, cron }: SchedulePlan): readonly string[] {
  const rows = upcoming.map(
    ({ at, timeZone, edition, hold }) =>
      `  ${formatInstant(at, timeZone)}  ${edition ?? '(no edition yet)'}${hold ? heldWords(hold) : ''}`,
  );
  const next = rows.length > 0 ? rows : ['  Nothing is scheduled.'];
  const clocks = [...changes.map((each) => changeLine(settings, each)), ...odd.map(oddLine)];
  const zone = zoneOf(settings);
  return [
    headline(settings),
    ...section('Next:', next),
    ...section(
      `Clock changes in ${zone}:`,
      settings.schedule && clocks.length === 0 ? ['  No changes in the next year.'] : clocks,
    ),
    ...section(
      'Cron lines in UTC, with several chances for each time (an extra job does no harm):',
      cron.map((line) => `  ${line}`),
    ),
  ];
}

/** What follows the name of an edition that is held. */
function heldWords({ reason }: Hold): string {
  return ` (held${reason === undefined ? '' : `: ${printable(reason)}`})`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function headline(settings: Settings): string {
  const { schedule, audience } = settings;
  if (!schedule) return 'There is no schedule: each edition goes out when its front matter says.';
  const { at, lateness } = schedule;
  const where =
    audience.timeZone === 'subscriber'
      ? `in each subscriber's time zone (${zoneOf(settings)} if unknown)`
      : zoneOf(settings);
  const late = `An edition more than ${lateness.hours} h late ${POLICY[lateness.policy]}.`;
  return `${dayNames(schedule.days)} at ${at}, ${where}. ${late}`;
}

function dayNames(days: readonly string[]): string {
  if (days.length === WEEKDAYS.length) return 'Every day';
  const names = WEEKDAYS.filter((day) => days.includes(day));
  return names.map((day) => day.charAt(0).toUpperCase() + day.slice(1)).join(', ');
}

function zoneOf({ schedule, timeZone }: Settings): string {
  return schedule?.timeZone ?? timeZone;
}

/** 2023-11-05 02:00 → 01:00 (2023-11-05T06:00Z): 06:00 is 11:00 in UTC from then on. */
function changeLine({ schedule }: Settings, { at, before, after }: ClockChange): string {
  const wall = (offset: number) => new Date(at.getTime() + offset * 60_000).toISOString();
  const from = wall(before).slice(0, 16).replace('T', ' ');
  const to = wall(after).slice(11, 16);
  const time = schedule?.at ?? '00:00';
  const utc = new Date(Date.parse(`2000-01-01T${time}Z`) - after * 60_000).toISOString();
  const then = `${time} is ${utc.slice(11, 16)} UTC from then on`;
  return `  ${from} → ${to} (${at.toISOString().slice(0, 16)}Z): ${then}`;
}

function oddLine({ at, timeZone, reading }: Firing): string {
  const goes = `it goes out at ${formatInstant(at, timeZone)}`;
  const day = onTheWall(at, timeZone).slice(0, 10);
  return reading === 'twice'
    ? `  On ${day} the time occurs twice: ${goes}, the first time.`
    : `  On ${day} the time does not occur: ${goes}.`;
}
