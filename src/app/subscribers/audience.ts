import { printable } from '../../base/printable.ts';
import { UserError } from '../../base/user-error.ts';
import { loadConfig } from '../../config/load.ts';
import { audienceOf } from '../../edition/audience.ts';
import { EVERYBODY, type Audience } from '../../subscribers/segment.ts';
import type { Workspace } from '../workspace.ts';

/** Finds an audience of the config by its name. Throws UserError if there is none. */
export async function findAudience(
  { root }: Pick<Workspace, 'root'>,
  name: string,
): Promise<Audience> {
  const config = await loadConfig(root);
  const names = [EVERYBODY, ...Object.keys(config.segments)];
  if (names.includes(name)) return audienceOf(name, config);
  throw new UserError(
    `There is no audience "${printable(name)}".`,
    `Name one of ${names.join(', ')}, or add it to "segments" in broadsheet.config.ts.`,
  );
}
