import { openWorkspace } from '../../../app/workspace.ts';
import type { Io } from '../../io.ts';
import { present } from '../../present.ts';
import { departurePresenter } from './departures.ts';
import type { SubscribersFlags } from './flags.ts';

/** Takes readers off the list. Returns the exit code: 1 if one of them was not on it. */
export async function removeSubscribers(
  readers: readonly string[],
  options: SubscribersFlags,
  io: Io,
): Promise<number> {
  const { removeReaders } = await import('../../../app/subscribers/leave.ts');
  const departures = await removeReaders(openWorkspace(io), readers);
  return present(departures, departurePresenter('removed'), options, io);
}
