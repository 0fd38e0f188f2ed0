import { localDate } from '../../base/time-zone.ts';
import { UserError } from '../../base/user-error.ts';
import { fingerprintOf, isSameStory } from '../../edition/fingerprint.ts';
import type { Store } from '../../store/open.ts';
import type { Audience } from '../../subscribers/segment.ts';
import type { Prepared } from '../prepare/prepare.ts';

const MEMORY_DAYS = 90;
const DAY = 24 * 3_600_000;

/**
 * Refuses to begin the run of an edition whose story somebody in its audience already has under
 * another name: a renamed file is a new edition, and they would get it again. Throws UserError.
 */
export async function refuseSameStory(
  { runs }: Store,
  { edition, config }: Prepared,
  { segment }: Audience,
  now: Date,
): Promise<void> {
  const fingerprint = fingerprintOf(edition.lead);
  const since = new Date(now.getTime() - MEMORY_DAYS * DAY);
  for (const story of await runs.storiesSince(since, 'server')) {
    const { run } = story;
    if (run.edition === edition.id || !isSameStory(story.fingerprint, fingerprint)) continue;
    if (!(await runs.reached(run, segment))) continue;
    const day = localDate(run.createdAt, config.timeZone);
    throw new UserError(
      `${edition.id} has the same story as ${run.edition}, which was sent on ${day}. Nothing was sent.`,
      `If you renamed the edition, change its name back to ${run.edition}. To send the story to everyone again, pass --again.`,
    );
  }
}
