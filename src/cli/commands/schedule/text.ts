import { WEEKDAYS } from '../../../schedule/settings.ts';
import type { Config } from '../../../config/schema.ts';
import type { ClockChange } from '../../../schedule/clock-changes.ts';
import type { Firing } from '../../../schedule/firings.ts';
import type { Plan } from './schedule.ts';
import { formatInstant, onTheWall } from '../../time-words.ts';

const POLICY = { send: 'sent all the same', hold: 'held', skip: 'skipped' } as const;

/** The plan as people read it. */
export function scheduleText(config: Config, { upcoming, changes, odd, cron }: Plan): string {
  const rows = upcoming.map(
    ({ at, timeZone, edition }) =>
      `  ${formatInstant(at, timeZone)}  ${edition ?? '(no edition yet)'}`,
  );
  const next = rows.length > 0 ? rows : ['  Nothing is to go out.'];
  const clocks = [...changes.map((each) => changeLine(config, each)), ...odd.map(oddLine)];
  const zone = zoneOf(config);
  return [
    headline(config),
    ...section('Next:', next),
    ...section(
      `Clocks in ${zone}:`,
      config.schedule && clocks.length === 0 ? ['  They do not change in the next year.'] : clocks,
    ),
    ...section(
      'Cron lines in UTC that meet it all year round; a job too many does no harm:',
      cron.map((line) => `  ${line}`),
    ),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function headline(config: Config): string {
  const { schedule, audience } = config;
  if (!schedule) return 'There is no schedule: editions go out as their front matter says.';
  const { at, lateness } = schedule;
  const where =
    audience.timeZone === 'subscriber'
      ? `by each subscriber's own clock, and ${zoneOf(config)} where that is not known`
      : zoneOf(config);
  const late = `What is more than ${lateness.hours} h late is ${POLICY[lateness.policy]}.`;
  return `${dayNames(schedule.days)} at ${at}, ${where}. ${late}`;
}

function dayNames(days: readonly string[]): string {
  if (days.length === WEEKDAYS.length) return 'Every day';
  const names = WEEKDAYS.filter((day) => days.includes(day));
  return names.map((day) => day.charAt(0).toUpperCase() + day.slice(1)).join(', ');
}

function zoneOf({ schedule, timeZone }: Config): string {
  return schedule?.timeZone ?? timeZone;
}

/** 2023-11-05 02:00 → 01:00 (2023-11-05T06:00Z): 06:00 is 11:00 in UTC from then on. */
function changeLine(config: Config, { at, before, after }: ClockChange): string {
  const wall = (offset: number) => new Date(at.getTime() + offset * 60_000).toISOString();
  const from = wall(before).slice(0, 16).replace('T', ' ');
  const to = wall(after).slice(11, 16);
  const time = config.schedule?.at ?? '00:00';
  const utc = new Date(Date.parse(`2000-01-01T${time}Z`) - after * 60_000).toISOString();
  const then = `${time} is ${utc.slice(11, 16)} in UTC from then on`;
  return `  ${from} → ${to} (${at.toISOString().slice(0, 16)}Z): ${then}`;
}

function oddLine({ at, timeZone, reading }: Firing): string {
  const goes = `it goes out at ${formatInstant(at, timeZone)}`;
  const day = onTheWall(at, timeZone).slice(0, 10);
  return reading === 'twice'
    ? `  On ${day} the time comes twice: ${goes}, the first of both.`
    : `  On ${day} the time is left out: ${goes}.`;
}
