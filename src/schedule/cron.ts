import { WEEKDAYS, type Weekday } from './weekday.ts';

const DAY = 24 * 60;

/**
 * Returns the lines for a cron in UTC that fire at a time of day (HH:MM) on some weekdays, for each
 * of a zone's offsets (minutes ahead of UTC), sorted by hour.
 */
export function cronLines(
  at: string,
  days: readonly Weekday[],
  offsets: readonly number[],
): readonly string[] {
  const times = offsets.map((offset) => Math.floor(minutesOf(at) - offset));
  const lines = times
    .sort((a, b) => mod(a, DAY) - mod(b, DAY))
    .map((time) => {
      const minute = mod(time, DAY);
      const fields = [minute % 60, Math.floor(minute / 60), '*', '*'];
      return [...fields, cronDays(days, Math.floor(time / DAY))].join(' ');
    });
  return [...new Set(lines)];
}

/** Returns a line that fires at a time of day in every zone: offsets are multiples of 15 minutes. */
export function hourlyCronLine(at: string): string {
  const minutes = [0, 15, 30, 45].map((more) => (minutesOf(at) + more) % 60);
  return `${minutes.sort((a, b) => a - b).join(',')} * * * *`;
}

/** Returns weekdays as a cron field (Sunday is 0), shifted by some days. */
function cronDays(days: readonly Weekday[], shift: number): string {
  if (days.length === WEEKDAYS.length) return '*';
  const numbers = days.map((day) => mod(WEEKDAYS.indexOf(day) + 1 + shift, 7));
  const sorted = numbers.sort((a, b) => a - b);
  const runs: number[][] = [];
  for (const number of sorted) {
    const run = runs.at(-1);
    if (run?.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs
    .map((run) => (run.length > 2 ? `${run[0] ?? 0}-${run.at(-1) ?? 0}` : run.join(',')))
    .join(',');
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by;
}
