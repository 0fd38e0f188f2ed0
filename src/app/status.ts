import { defined } from '../base/defined.ts';
import type { Run } from '../deliver/ledger.ts';
import type { DomainTally, Undelivered } from '../deliver/runs.ts';
import type { Tally } from '../deliver/state.ts';
import type { Store } from '../store/open.ts';
import type { Hold } from '../edition/hold.ts';
import { editionById, nameEdition } from './editions.ts';
import { readHold } from './hold.ts';
import { openStoreOf, withStore, type Workspace } from './workspace.ts';

/** The progress of an edition's run. */
export type Status = {
  readonly edition: string;
  /** The newsletter's. */
  readonly timeZone: string;
  /** That it must not go out, or not on; absent if nothing holds it. */
  readonly hold?: Hold;
  /** The progress of the trial in the built-in mailbox; absent without one. */
  readonly trial?: { readonly run: Run; readonly states: Tally };
} & (
  | { readonly kind: 'not-started' }
  | {
      readonly kind: 'started';
      readonly run: Run;
      readonly states: Tally;
      /** The states by domain, the largest domain first. */
      readonly domains: readonly DomainTally[];
      /** The progress of runs for other audiences, the newest first. */
      readonly earlier: readonly { readonly run: Run; readonly states: Tally }[];
    }
);

/**
 * Reads what has become of an edition's letters (otherwise of the newest edition's). Throws
 * UserError if there is no such edition.
 */
export async function readStatus(workspace: Workspace, named: string | undefined): Promise<Status> {
  const { edition, timeZone } = await nameEdition(workspace, named);
  const file = editionById(workspace, edition);
  const hold = file && readHold(workspace, file);
  const read = async ({ runs }: Store): Promise<Status> => {
    const [caught] = await runs.ofEdition(edition, 'mailbox');
    const trial = caught && { run: caught, states: await runs.tally(caught) };
    const about = { edition, timeZone, ...defined({ trial, hold }) };
    const [run, ...others] = await runs.ofEdition(edition, 'server');
    if (!run) return { ...about, kind: 'not-started' };
    const states = await runs.tally(run);
    const domains = await runs.tallyByDomain(run);
    const earlier = await Promise.all(
      others.map(async (each) => ({ run: each, states: await runs.tally(each) })),
    );
    return { ...about, kind: 'started', run, states, domains, earlier };
  };
  return withStore(workspace, read, { toRead: true });
}

/**
 * Lists the letters of an edition (otherwise of the newest) that did not arrive, and why, in the
 * run's order; none if it has no run. The database stays open while the list is read. Throws
 * like readStatus.
 */
export async function* listUndelivered(
  workspace: Workspace,
  named: string | undefined,
): AsyncGenerator<Undelivered, void> {
  const { edition } = await nameEdition(workspace, named);
  const store = await openStoreOf(workspace, { toRead: true });
  try {
    for (const run of await store.runs.ofEdition(edition, 'server')) {
      yield* store.runs.undelivered(run);
    }
  } finally {
    await store.close();
  }
}
