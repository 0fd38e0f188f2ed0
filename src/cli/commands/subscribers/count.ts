import { formatCount } from '../../../base/format.ts';
import { openWorkspace } from '../../../app/workspace.ts';
import type { AudienceCount } from '../../../subscribers/audiences.ts';
import { leftOutRows } from '../../../subscribers/left-out-words.ts';
import { EXIT, type Io } from '../../io.ts';
import { present, type Presenter } from '../../present.ts';
import { aligned } from '../../table.ts';
import type { SubscribersFlags } from './flags.ts';

export interface CountFlags extends SubscribersFlags {
  readonly audience?: string;
}

/** Counts who would get an edition. Returns the exit code. */
export async function countSubscribers(options: CountFlags, io: Io): Promise<number> {
  const { countAudience } = await import('../../../app/subscribers/count.ts');
  const counted = await countAudience(openWorkspace(io), options.audience);
  return present(counted, COUNT_PRESENTER, options, io);
}

const COUNT_PRESENTER: Presenter<AudienceCount> = {
  exitCode: () => EXIT.done,
  json: ({ audience, receivers, leftOut }) => ({ audience, count: receivers, leftOut }),
  text: ({ audience, receivers, leftOut }) => {
    const rows = [[receivers, 'get an edition'] as const, ...leftOutRows(leftOut)];
    const cells = rows.map(([count, words]) => [formatCount(count), words]);
    return [`Audience ${audience}:`, aligned(cells, ['right', 'left'])];
  },
};
