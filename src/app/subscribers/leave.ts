import type { Store } from '../../store/open.ts';
import { withStore, type Workspace } from '../workspace.ts';
import { resolveReader } from './named-reader.ts';

/** What came of taking an address off the list, or of suppressing it. */
export interface Departure {
  readonly email: string;
  readonly wasOnList: boolean;
  /** Why it was suppressed before; undefined if it was not. */
  readonly before: string | undefined;
}

/**
 * Takes readers off the list and suppresses their addresses, so that no later import puts them back.
 * Nobody is removed unless every one of them is understood. Throws like readReader.
 */
export async function removeReaders(
  workspace: Workspace,
  named: readonly string[],
): Promise<readonly Departure[]> {
  return depart(workspace, named, 'removed by hand', async ({ subscribers }, email) =>
    subscribers.remove(email),
  );
}

/** Suppresses addresses, which need not be on the list. Throws like readReader. */
export async function suppressAddresses(
  workspace: Workspace,
  named: readonly string[],
  reason = 'suppressed by hand',
): Promise<readonly Departure[]> {
  return depart(workspace, named, reason, async ({ subscribers }, email) =>
    Boolean(await subscribers.findByEmail(email)),
  );
}

async function depart(
  workspace: Workspace,
  named: readonly string[],
  reason: string,
  leave: (store: Store, email: string) => Promise<boolean>,
): Promise<readonly Departure[]> {
  return withStore(workspace, async (store) => {
    const emails: string[] = [];
    for (const each of named) emails.push(await resolveReader(workspace, store, each));
    const departures: Departure[] = [];
    for (const email of emails) {
      const before = (await store.suppressions.find(email))?.reason;
      await store.suppressions.add(email, reason);
      departures.push({ email, wasOnList: await leave(store, email), before });
    }
    return departures;
  });
}
