import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import type { VersionDone } from '../../studio/versions.ts';
import type { EditionFile } from '../editions.ts';
import type { Workspace } from '../workspace.ts';
import { isInside, withoutLinks } from './edition-files.ts';
import { explainFault, findRepository, outputOf } from './repository.ts';
import { gitIn } from './run.ts';

/** Makes a repository around an edition, of the newsletter where that contains it, unless it is in one. */
export async function startRepository(
  { root, env }: Workspace,
  edition: EditionFile,
): Promise<VersionDone> {
  const path = withoutLinks(edition.path);
  const folder = isInside(path, realpathSync(root)) ? root : dirname(path);
  const found = await findRepository(folder, env);
  if (found.ok) return { ok: true, done: 'started' };
  if (!found.canStart) return { ok: false, why: found.why };
  const { code, said } = await gitIn(folder, env)(['init', '--quiet', '--initial-branch=main']);
  if (code === 0) return { ok: true, done: 'started' };
  const unknown = {
    message: 'Git could not start to keep versions here.',
    remedy: 'Show the lines below to somebody who knows git.',
    output: outputOf(said),
  };
  return { ok: false, why: explainFault(code, said) ?? unknown };
}
