import { withStore, type Workspace } from '../workspace.ts';
import { eraseLetters } from './traces.ts';
import { validAddress } from './named-reader.ts';

/** What was erased of an address. */
export interface Forgotten {
  /** Whether the list or the ledger had anything of it. */
  readonly known: boolean;
  /** False if the file of the database may still have the address; to erase it again tries again. */
  readonly isClean: boolean;
  /** How many letters were removed from the built-in mailbox and from dry runs. */
  readonly letters: number;
}

/**
 * Erases everything by which a reader could be recognized, and keeps a keyed hash of the address, so
 * that no import adds it. Throws UserError without BROADSHEET_SECRET, and if the address is invalid.
 */
export async function forgetReader(workspace: Workspace, address: string): Promise<Forgotten> {
  const email = validAddress(address);
  const erasure = await withStore(workspace, ({ readers }) => readers.erase(email));
  return { ...erasure, letters: await eraseLetters(workspace, email) };
}
