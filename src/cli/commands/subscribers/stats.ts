import type { Stats } from '../../../app/subscribers/stats.ts';
import { openWorkspace } from '../../../app/workspace.ts';
import { formatCount } from '../../../base/format.ts';
import { printable } from '../../../base/printable.ts';
import type { Growth } from '../../../subscribers/growth.ts';
import { PERIODS } from '../../../subscribers/stats.ts';
import { EXIT, type Io } from '../../io.ts';
import { present, type Presenter } from '../../present.ts';
import { aligned } from '../../table.ts';
import { oneOf, type SubscribersFlags } from './flags.ts';

export interface StatsFlags extends SubscribersFlags {
  readonly by?: string;
}

/** Shows how the list stands and grows. Returns the exit code. */
export async function showStats({ by, ...options }: StatsFlags, io: Io): Promise<number> {
  const { readStats } = await import('../../../app/subscribers/stats.ts');
  const stats = await readStats(openWorkspace(io), {
    by: by === undefined ? undefined : oneOf('--by', PERIODS, by),
  });
  return present(stats, PRESENTER, options, io);
}

const MOST_EDITIONS = 12;

const PRESENTER: Presenter<Stats> = {
  exitCode: () => EXIT.done,
  json: ({ standings, pending, erased, by, growth, leavers }) => ({
    states: { ...standings, pending, erased },
    by,
    growth,
    leavers: leavers.map(({ edition, ...counts }) => ({ edition: edition ?? null, ...counts })),
  }),
  text: ({ standings, pending, erased, by, growth, leavers }) => {
    const states = Object.entries({ ...standings, pending, erased });
    return [
      'Readers:',
      aligned(
        states.map(([state, count]) => [state, formatCount(count)]),
        ['left', 'right'],
      ),
      `\nGrowth per ${by}:`,
      growthTable(growth),
      ...(leavers.length > 0 ? ['\nLeavers by their newest edition:', leaversTable(leavers)] : []),
    ];
  },
};

const COUNTS = ['right', 'right', 'right', 'right', 'right'] as const;

function growthTable(growth: readonly Growth[]): string {
  const rows = growth.map(({ from, joined, confirmed, returned, left, total }) => [
    from,
    ...[joined, confirmed, returned, left, total].map(formatCount),
  ]);
  const head = ['from', 'joined', 'confirmed', 'returned', 'left', 'total'];
  return aligned([head, ...rows], ['left', ...COUNTS]);
}

function leaversTable(leavers: Stats['leavers']): string {
  const rows = leavers
    .slice(0, MOST_EDITIONS)
    .map(({ edition, accepted, left, returned }) => [
      printable(edition ?? 'before their first'),
      ...[accepted, left, returned].map(formatCount),
    ]);
  return aligned(
    [['edition', 'letters', 'left', 'returned'], ...rows],
    ['left', 'right', 'right', 'right'],
  );
}
