import { openWorkspace } from '../../../app/workspace.ts';
import { UserError } from '../../../base/user-error.ts';
import type { Io } from '../../io.ts';
import { present } from '../../present.ts';
import { departurePresenter } from './departures.ts';
import type { SubscribersFlags } from './flags.ts';

export interface SuppressFlags extends SubscribersFlags {
  readonly file?: string;
  readonly reason?: string;
}

/** Suppresses addresses. Returns the exit code. */
export async function suppressAddresses(
  readers: readonly string[],
  options: SuppressFlags,
  io: Io,
): Promise<number> {
  const { suppressAddresses: suppress } = await import('../../../app/subscribers/leave.ts');
  const { readAddressFile } = await import('../../../app/subscribers/named-reader.ts');
  const workspace = openWorkspace(io);
  const { file, reason } = options;
  const listed = file === undefined ? [] : readAddressFile(workspace, file);
  const all = [...readers, ...listed];
  if (all.length === 0) {
    throw new UserError('No address is named.', 'Name addresses, or a file of them with --file.');
  }
  const departures = await suppress(workspace, all, reason);
  return present(departures, departurePresenter('suppressed'), options, io);
}
