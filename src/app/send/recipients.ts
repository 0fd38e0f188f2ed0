import { plural } from '../../base/format.ts';
import { problem, type Problem } from '../../base/problem.ts';
import { applyCheckSettings } from '../../check/settings.ts';
import type { Store } from '../../store/open.ts';
import type { Audience } from '../../subscribers/segment.ts';
import type { Prepared } from '../prepare/prepare.ts';

/** Checks that no letter of an edition goes to an example address through a real server. */
export async function checkRecipients(
  { runs }: Store,
  { edition, config }: Prepared,
  { name, segment }: Audience,
): Promise<readonly Problem[]> {
  const run = await runs.find(edition.id, name, 'server');
  const { count, first } = await runs.atExampleDomains(run, segment);
  if (count === 0) return [];
  const addresses = `${first.join(', ')}${count > first.length ? ', …' : ''}`;
  const found = problem('list/example-address', undefined, {
    detail: `${plural(count, 'subscriber')}: ${addresses}`,
  });
  return applyCheckSettings([found], config.check, edition.id);
}
