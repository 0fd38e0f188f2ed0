import { WEEKDAYS, type Weekday } from './weekday.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

/**
 * When jobs try, in minutes after a letter is due. A CI service skips and delays jobs, most of all
 * at the full hour, so one line is one chance.
 */
const CHANCES: readonly number[] = [7, 27, 57, 117, 237];
const FEWEST_CHANCES = 3;
/** The first minutes of an hour, in which CI services are busiest. */
const BUSY_MINUTES = 3;

/**
 * Returns the lines for a cron in UTC that fire several times after a time of day (HH:MM) on some
 * weekdays, within so many hours and off the full hour, for each of a zone's offsets (minutes ahead
 * of UTC). The first chances come first.
 */
export function cronLines(
  at: string,
  days: readonly Weekday[],
  offsets: readonly number[],
  withinHours: number,
): readonly string[] {
  const window = withinHours * HOUR;
  const times = chancesIn(window).flatMap((delay) =>
    offsets.map((offset) => {
      const time = Math.floor(minutesOf(at) - offset + delay);
      const busy = BUSY_MINUTES - mod(time, HOUR);
      return busy > 0 && delay + busy < window ? time + busy : time;
    }),
  );
  // Times that differ in the hour only share a line.
  const hours = new Map<string, Set<number>>();
  for (const time of times) {
    const key = `${mod(time, HOUR)} HOURS * * ${cronDays(days, Math.floor(time / DAY))}`;
    const hour = Math.floor(mod(time, DAY) / HOUR);
    hours.set(key, (hours.get(key) ?? new Set()).add(hour));
  }
  return Array.from(hours, ([key, each]) => key.replace('HOURS', cronList([...each])));
}

function chancesIn(window: number): readonly number[] {
  const chances = CHANCES.filter((delay) => delay < window);
  if (chances.length >= FEWEST_CHANCES) return chances;
  const parts = Array.from({ length: FEWEST_CHANCES }, (_, index) => index + 1);
  return parts.map((part) => Math.floor((window * part) / (FEWEST_CHANCES + 1)));
}

/**
 * Returns a line that fires soon after a time of day in every zone, off the full hour, and every
 * quarter of an hour after that: offsets are multiples of 15 minutes.
 */
export function hourlyCronLine(at: string): string {
  const [delay = 0] = CHANCES;
  const first = (minutesOf(at) + delay) % 15;
  const minute = first < BUSY_MINUTES ? BUSY_MINUTES : first;
  return `${[0, 15, 30, 45].map((more) => minute + more).join(',')} * * * *`;
}

/** Returns weekdays as a cron field (Sunday is 0), shifted by some days. */
function cronDays(days: readonly Weekday[], shift: number): string {
  if (days.length === WEEKDAYS.length) return '*';
  return cronList(days.map((day) => mod(WEEKDAYS.indexOf(day) + 1 + shift, 7)));
}

/** Returns numbers as a cron field, such as 1,3-5. */
function cronList(numbers: readonly number[]): string {
  const runs: number[][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
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
  return hours * HOUR + minutes;
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by;
}
