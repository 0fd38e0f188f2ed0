import type { Store } from '../../store/open.ts';
import { growthOf, startOf, type Growth } from '../../subscribers/growth.ts';
import type { ListStats, Period } from '../../subscribers/stats.ts';
import { withStore, type Workspace } from '../workspace.ts';

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
  const [now, span] = [workspace.clock(), { by, periods }];
  const read = async ({ readers, subscribers }: Store) =>
    [await readers.stats(startOf(now, span)), await subscribers.count()] as const;
  const [{ days, ...stats }, onList] = await withStore(workspace, read, { toRead: true });
  return { ...stats, by, growth: growthOf(days, onList, now, span) };
}
