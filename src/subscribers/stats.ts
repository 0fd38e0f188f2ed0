/** How the list stands, and how it grew. */
import type { EditionDepartures } from './list-report.ts';
import type { Standing } from './reader.ts';

/** The periods by which the growth of the list is summed up, in UTC; weeks begin on Mondays. */
export const PERIODS = ['day', 'week', 'month'] as const;

export type Period = (typeof PERIODS)[number];

/** How many readers came and went on a day, in UTC. */
export interface DayCount {
  /** Such as 2026-11-02. */
  readonly day: string;
  /** New on the list, however they came. */
  readonly joined: number;
  /** Of them and of those who came back, who confirmed by a link in a mail. */
  readonly confirmed: number;
  readonly left: number;
  /** Who had left, and came back. */
  readonly returned: number;
}

export interface ListStats {
  /** Where readers stand; those who were erased are none. */
  readonly standings: Readonly<Record<Standing, number>>;
  /** Who signed up and has not confirmed yet. */
  readonly pending: number;
  readonly erased: number;
  /** Oldest first; days without a change are left out. */
  readonly days: readonly DayCount[];
  /** Who left since the time, the newest edition first. */
  readonly leavers: readonly EditionDepartures[];
}
