import type { VersionDone } from '../../studio/versions.ts';
import { push } from './push.ts';
import type { Repository } from './repository.ts';
import { withServer } from './server.ts';

/** Sends the commits of the current branch to its server. Never overwrites what is there. */
export function publish(repository: Repository): Promise<VersionDone> {
  return withServer(repository, async (destination) => {
    if (destination.obstacle) return { ok: false, why: destination.obstacle };
    if (repository.head === undefined) return { ok: false, why: NOTHING };
    const follow = destination.isNew;
    const pushed = await push(repository, destination, destination.branch, { follow });
    return pushed.ok ? { ok: true, done: 'published' } : pushed;
  });
}

const NOTHING = { message: 'There is no version yet.', remedy: 'Save one first.' };
