import { Temporal } from 'temporal-polyfill';
import type { Store } from '../../store/open.ts';
import type { DayCount, ListStats } from '../../subscribers/stats.ts';
import { withStore, type Workspace } from '../workspace.ts';

/** The periods by which the growth of the list is summed up, in UTC; weeks begin on Mondays. */
export const PERIODS = ['day', 'week', 'month'] as const;

export type Period = (typeof PERIODS)[number];

/** How many readers came and went in a day, a week or a month. */
export interface Growth extends Omit<DayCount, 'day'> {
  /** The first day, such as 2026-11-02. */
  readonly from: string;
}

export interface StatsOptions {
  /** Default: week. */
  readonly by?: Period | undefined;
  /** How many periods there are at most, up to now. Default: 12. */
  readonly periods?: number | undefined;
}

export interface Stats extends Omit<ListStats, 'days'> {
  readonly by: Period;
  /** Oldest first, without gaps. */
  readonly growth: readonly Growth[];
}

/** Counts readers by where they stand, how the list grew, and who left after which edition. */
export async function readStats(
  workspace: Workspace,
  { by = 'week', periods = 12 }: StatsOptions = {},
): Promise<Stats> {
  const today = Temporal.PlainDate.from(workspace.clock().toISOString().slice(0, 10));
  const first = startOf(today, by).subtract({ [`${by}s`]: periods - 1 });
  const since = new Date(`${first.toString()}T00:00:00Z`);
  const read = async ({ readers, subscribers }: Store) =>
    [await readers.stats(since), await subscribers.count()] as const;
  const [{ days, ...stats }, onList] = await withStore(workspace, read, { toRead: true });
  return { ...stats, by, growth: growthOf(days, onList, first, by, periods) };
}

function startOf(day: Temporal.PlainDate, by: Period): Temporal.PlainDate {
  if (by === 'month') return day.with({ day: 1 });
  return by === 'week' ? day.subtract({ days: day.dayOfWeek - 1 }) : day;
}

/** Sums up days, of which those without a change are left out, in periods without gaps. */
function growthOf(
  days: readonly DayCount[],
  onList: number,
  first: Temporal.PlainDate,
  by: Period,
  periods: number,
): readonly Growth[] {
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
    growth.unshift({ from, ...sums, total });
    total -= sums.joined + sums.returned - sums.left;
  }
  return growth;
}
