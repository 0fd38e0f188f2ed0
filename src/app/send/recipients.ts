import { plural } from '../../base/format.ts';
import { problem, type Problem } from '../../base/problem.ts';
import { applyCheckSettings } from '../../check/settings.ts';
import type { Store } from '../../store/open.ts';
import type { Prepared } from '../prepare/prepare.ts';
import { AUDIENCE } from './sending.ts';

/** Checks that no letter of an edition goes to an example address through a real server. */
export async function checkRecipients(
  { runs }: Store,
  { edition, config }: Prepared,
): Promise<readonly Problem[]> {
  const run = await runs.find(edition.id, AUDIENCE, 'server');
  const { count, first } = await runs.atExampleDomains(run);
  if (count === 0) return [];
  const addresses = `${first.join(', ')}${count > first.length ? ', …' : ''}`;
  const found = problem('list/example-address', undefined, {
    detail: `${plural(count, 'subscriber')}: ${addresses}`,
  });
  return applyCheckSettings([found], config.check, edition.id);
}
