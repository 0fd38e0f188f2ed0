import type { DayCount } from './stats.ts';

/** Who came and went in a day or a week, in UTC; weeks begin on Mondays. */
export interface GrowthStep {
  /** The first day, YYYY-MM-DD. */
  readonly from: string;
  /** With those who came back. */
  readonly joined: number;
  readonly left: number;
  /** How many were on the list at the end. */
  readonly total: number;
}

export interface GrowthSpan {
  readonly by: 'day' | 'week';
  /** How many days or weeks there are, the current one included. */
  readonly periods: number;
}

const DAY_MS = 86_400_000;

/** Returns the first day of a span that ends today, as a time. */
export function startOfSpan(now: Date, { by, periods }: GrowthSpan): Date {
  const today = Math.floor(now.getTime() / DAY_MS);
  // The first day of the epoch was a Thursday.
  const first = by === 'week' ? today - ((today + 3) % 7) : today;
  return new Date((first - (periods - 1) * lengthOf(by)) * DAY_MS);
}

/**
 * Sums up the days of a span, oldest first and without gaps; days before it are left out. `onList`
 * is how many are on the list now.
 */
export function growthOver(
  days: readonly DayCount[],
  onList: number,
  now: Date,
  span: GrowthSpan,
): readonly GrowthStep[] {
  const start = startOfSpan(now, span).getTime();
  const stepMs = lengthOf(span.by) * DAY_MS;
  const sums = Array.from({ length: span.periods }, () => ({ joined: 0, left: 0 }));
  for (const { day, joined, returned, left } of days) {
    const sum = sums[Math.floor((Date.parse(day) - start) / stepMs)];
    if (!sum) continue;
    sum.joined += joined + returned;
    sum.left += left;
  }
  let total = onList;
  const steps = sums.toReversed().map((sum, back) => {
    const from = new Date(start + (span.periods - 1 - back) * stepMs).toISOString().slice(0, 10);
    const step = { from, ...sum, total };
    total -= sum.joined - sum.left;
    return step;
  });
  return steps.reverse();
}

function lengthOf(by: GrowthSpan['by']): number {
  return by === 'week' ? 7 : 1;
}
