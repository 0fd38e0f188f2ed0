import type { Environment } from '../../config/environment.ts';
import type { VersionDone } from '../../studio/versions.ts';
import { explainFault, findRepository, outputOf } from './repository.ts';
import { gitIn } from './run.ts';

/** Makes a repository in a folder, unless it is in one. */
export async function startRepository(folder: string, env: Environment): Promise<VersionDone> {
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
