import type { AudienceCount } from '../../subscribers/audiences.ts';
import { EVERYBODY } from '../../subscribers/segment.ts';
import { withStore, type Workspace } from '../workspace.ts';
import { findAudience } from './audience.ts';

/**
 * Counts who would get an edition for an audience now, and who would not and why. Throws UserError if
 * the config has no such segment.
 */
export async function countAudience(
  workspace: Workspace,
  name = EVERYBODY,
): Promise<AudienceCount> {
  const audience = await findAudience(workspace, name);
  return withStore(workspace, ({ audiences }) => audiences.count(audience), { toRead: true });
}
