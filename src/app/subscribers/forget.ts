import { withStore, type Workspace } from '../workspace.ts';
import { eraseFromLog } from './log-traces.ts';
import { validAddress } from './named-reader.ts';
import { eraseLetters } from './traces.ts';

/** What was erased of an address. */
export interface Forgotten {
  /** Whether the list or the ledger had anything of it. */
  readonly known: boolean;
  /** False if the file of the database may still have the address; to erase it again tries again. */
  readonly isClean: boolean;
  /** How many letters were removed from the built-in mailbox and from dry runs. */
  readonly letters: number;
  /** In how many places of logs the address was overwritten. */
  readonly logged: number;
}

export interface ForgetOptions {
  /** Logs of jobs in which the address is overwritten, from the newsletter's folder. */
  readonly logs?: readonly string[] | undefined;
}

/**
 * Erases everything by which a reader could be recognized, and keeps a keyed hash of the address, so
 * that no import adds it. Throws UserError without BROADSHEET_SECRET, if the address is invalid, and
 * if a log can't be changed.
 */
export async function forgetReader(
  workspace: Workspace,
  address: string,
  { logs = [] }: ForgetOptions = {},
): Promise<Forgotten> {
  const email = validAddress(address);
  const erasure = await withStore(workspace, ({ readers }) => readers.erase(email));
  const letters = await eraseLetters(workspace, email);
  let logged = 0;
  for (const log of logs) logged += await eraseFromLog(workspace, log, email);
  return { ...erasure, letters, logged };
}
