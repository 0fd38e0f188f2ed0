import { withStore, type Workspace } from '../workspace.ts';
import type { Store } from '../../store/open.ts';
import { isErased, readKnown } from './known.ts';
import { resolveReader } from './named-reader.ts';

/** What came of taking an address off the list, or of suppressing it. */
export interface Departure {
  readonly email: string;
  readonly wasOnList: boolean;
  /** Whether it is suppressed now. */
  readonly isSuppressed: boolean;
  /** Why it was suppressed before; undefined if it was not. */
  readonly before: string | undefined;
}

/**
 * Unsubscribes readers by hand. An address that no reader has is suppressed as opted out, so that no
 * import adds it. Nobody is removed unless every one of them is understood. Throws like readReader.
 */
export async function removeReaders(
  workspace: Workspace,
  named: readonly string[],
): Promise<readonly Departure[]> {
  return depart(workspace, named, async ({ subscribers, suppressions }, email, isKnown) => {
    const wasOnList = await subscribers.remove(email);
    if (!isKnown) await suppressions.add(email, 'removed by hand', 'opted-out');
    return wasOnList;
  });
}

/** Suppresses addresses, which need not be on the list. Throws like readReader. */
export async function suppressAddresses(
  workspace: Workspace,
  named: readonly string[],
  reason = 'suppressed by hand',
): Promise<readonly Departure[]> {
  return depart(
    workspace,
    named,
    async ({ subscribers, suppressions }, email, _, wasSuppressed) => {
      // An erased address is suppressed by its hash, and must not be stored again.
      if (!wasSuppressed) await suppressions.add(email, reason, 'by-hand');
      return Boolean(await subscribers.findByEmail(email));
    },
  );
}

type Leave = (
  store: Store,
  email: string,
  isKnown: boolean,
  wasSuppressed: boolean,
) => Promise<boolean>;

async function depart(
  workspace: Workspace,
  named: readonly string[],
  leave: Leave,
): Promise<readonly Departure[]> {
  return withStore(workspace, async (store) => {
    const emails: string[] = [];
    for (const each of named) emails.push(await resolveReader(workspace, store, each));
    const departures: Departure[] = [];
    for (const email of emails) {
      const known = await readKnown(store, email);
      const wasSuppressed = known.suppression !== undefined;
      const wasOnList = await leave(
        store,
        email,
        wasSuppressed || known.reader !== undefined,
        wasSuppressed,
      );
      const before = isErased(known) ? undefined : known.suppression?.reason;
      const isSuppressed = (await store.suppressions.find(email)) !== undefined;
      departures.push({ email: known.email, wasOnList, isSuppressed, before });
    }
    return departures;
  });
}
