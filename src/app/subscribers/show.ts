import type { Store } from '../../store/open.ts';
import type { ReceivedEdition } from '../../subscribers/list.ts';
import type { Suppression } from '../../subscribers/suppression.ts';
import type { Subscriber } from '../../subscribers/subscriber.ts';
import { withStore, type Workspace } from '../workspace.ts';
import { resolveReader } from './named-reader.ts';

/** What is known of a reader. */
export interface ReaderRecord {
  readonly email: string;
  /** Absent if they are not on the list. */
  readonly subscriber: Subscriber | undefined;
  readonly suppression: Suppression | undefined;
  /** Newest first. */
  readonly editions: readonly ReceivedEdition[];
}

/**
 * Reads what is known of a reader: by an address, or by the opaque id in the subject of an
 * unsubscribe email. Throws UserError if it is neither, or no subscriber has the id.
 */
export async function readReader(workspace: Workspace, named: string): Promise<ReaderRecord> {
  const read = async (store: Store): Promise<ReaderRecord> => {
    const email = await resolveReader(workspace, store, named);
    const subscriber = await store.subscribers.findByEmail(email);
    return {
      email: subscriber?.email ?? email,
      subscriber,
      suppression: await store.suppressions.find(email),
      editions: await store.subscribers.received(email),
    };
  };
  return withStore(workspace, read, { toRead: true });
}
