import { UserError } from '../../base/user-error.ts';
import { loadConfig } from '../../config/load.ts';
import { audienceOf } from '../../edition/audience.ts';
import type { AudienceCount } from '../../subscribers/audiences.ts';
import { EVERYBODY } from '../../subscribers/segment.ts';
import { withStore, type Workspace } from '../workspace.ts';

/**
 * Counts who would get an edition for an audience now, and who would not and why. Throws UserError if
 * the config has no such segment.
 */
export async function countAudience(
  workspace: Workspace,
  name = EVERYBODY,
): Promise<AudienceCount> {
  const config = await loadConfig(workspace.root);
  const names = [EVERYBODY, ...Object.keys(config.segments)];
  if (!names.includes(name)) {
    throw new UserError(
      `There is no audience "${name}".`,
      `Name one of ${names.join(', ')}, or add it to "segments" in broadsheet.config.ts.`,
    );
  }
  const audience = audienceOf(name, config);
  return withStore(workspace, ({ audiences }) => audiences.count(audience), { toRead: true });
}
