import { printable } from '../../base/printable.ts';
import { UserError } from '../../base/user-error.ts';
import { loadConfig } from '../../config/load.ts';
import type { Workspace } from '../workspace.ts';

/** Returns the short names of the newsletter's topics. */
export async function topicNames({ root }: Pick<Workspace, 'root'>): Promise<readonly string[]> {
  return Object.keys((await loadConfig(root)).topics);
}

/** Returns topics in the order of the config. Throws UserError if the newsletter has not all of them. */
export async function checkTopics(
  workspace: Pick<Workspace, 'root'>,
  named: readonly string[],
): Promise<readonly string[]> {
  const known = await topicNames(workspace);
  const unknown = named.find((topic) => !known.includes(topic));
  if (unknown !== undefined) {
    throw new UserError(
      `There is no topic "${printable(unknown)}".`,
      known.length === 0
        ? 'Define `topics` in broadsheet.config.ts first: docs/readers.md shows how.'
        : `The topics are ${known.join(', ')}.`,
    );
  }
  return known.filter((topic) => named.includes(topic));
}
