import type { ReceivedEdition } from '../../subscribers/list.ts';
import type { Consent, Reader, RecordedDeparture } from '../../subscribers/reader.ts';
import type { Suppression } from '../../subscribers/suppression.ts';
import { withStore, type Workspace } from '../workspace.ts';
import { addressStanding, isErased, readKnown, type AddressStanding, type Known } from './known.ts';
import { resolveReader } from './named-reader.ts';

/** What is known of a reader. */
export interface ReaderRecord {
  /** As the list has it, otherwise as it was named. */
  readonly email: string;
  readonly state: AddressStanding;
  /** On the list, or unsubscribed; absent if nobody is who has the address. */
  readonly subscriber?: Reader;
  readonly suppression?: Suppression;
  /** Since when they are asked to confirm their sign-up. */
  readonly pendingSince?: Date;
  /** Oldest first. */
  readonly consents: readonly Consent[];
  readonly departures: readonly RecordedDeparture[];
  /** Newest first. */
  readonly editions: readonly ReceivedEdition[];
}

/**
 * Reads what is known of a reader: by an address, or by the opaque id in their letters. Throws
 * UserError if it is neither, or no reader has the id.
 */
export async function readReader(workspace: Workspace, named: string): Promise<ReaderRecord> {
  return withStore(
    workspace,
    async (store) => {
      const found = await readKnown(store, await resolveReader(workspace, store, named));
      // Nothing tells an erased address from one that was never known.
      const known: Known = isErased(found) ? { email: found.email } : found;
      const state = addressStanding(known);
      const pending = known.reader ? undefined : await store.signUps.findByEmail(known.email);
      const record = known.reader && (await store.readers.record(known.reader.readerId));
      const { consents = [], departures = [], editions = [] } = record ?? {};
      const { email, reader, suppression } = known;
      return {
        email,
        ...(reader && { subscriber: reader }),
        ...(suppression && { suppression }),
        state: pending && state === 'not on the list' ? 'pending' : state,
        ...(pending && { pendingSince: pending.askedAt }),
        consents,
        departures,
        editions,
      };
    },
    { toRead: true },
  );
}
