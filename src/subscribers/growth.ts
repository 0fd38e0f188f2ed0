import { Temporal } from 'temporal-polyfill';
import type { DayCount, Period } from './stats.ts';

/** How many readers came and went in a day, a week or a month. */
export interface Growth extends Omit<DayCount, 'day'> {
  /** The first day, such as 2026-11-02. */
  readonly from: string;
  /** How many were on the list at the end. */
  readonly total: number;
}

/** Some periods up to now, the current one included. */
export interface Span {
  readonly by: Period;
  readonly periods: number;
}

/** Returns when a span begins. */
export function startOf(now: Date, { by, periods }: Span): Date {
  const today = Temporal.PlainDate.from(now.toISOString().slice(0, 10));
  const first = periodOf(today, by).subtract({ [`${by}s`]: periods - 1 });
  return new Date(`${first.toString()}T00:00:00Z`);
}

function periodOf(day: Temporal.PlainDate, by: Period): Temporal.PlainDate {
  if (by === 'month') return day.with({ day: 1 });
  return by === 'week' ? day.subtract({ days: day.dayOfWeek - 1 }) : day;
}

/**
 * Sums up the days of a span, oldest first and without gaps; other days are left out. `onList` is how
 * many are on the list now.
 */
export function growthOf(
  days: readonly DayCount[],
  onList: number,
  now: Date,
  { by, periods }: Span,
): readonly Growth[] {
  const first = Temporal.PlainDate.from(startOf(now, { by, periods }).toISOString().slice(0, 10));
  const starts = Array.from({ length: periods + 1 }, (_, index) =>
    first.add({ [`${by}s`]: index }).toString(),
  );
  let total = onList;
  const growth: Growth[] = [];
  for (let index = periods - 1; index >= 0; index--) {
    const [from = '', end = ''] = [starts[index], starts[index + 1]];
    const sums = { joined: 0, confirmed: 0, left: 0, returned: 0 };
    for (const day of days.filter((each) => each.day >= from && each.day < end)) {
      sums.joined += day.joined;
      sums.confirmed += day.confirmed;
      sums.left += day.left;
      sums.returned += day.returned;
    }
    growth.push({ from, ...sums, total });
    total -= sums.joined + sums.returned - sums.left;
  }
  return growth.reverse();
}
