import { localDate } from '../base/time-zone.ts';
import { loadConfig } from '../config/load.ts';
import type { Run } from '../deliver/ledger.ts';
import type { DomainTally, Undelivered } from '../deliver/runs.ts';
import type { Tally } from '../deliver/state.ts';
import { findEdition } from './editions.ts';
import { AUDIENCE } from './send/sending.ts';
import { withStore, type Workspace } from './workspace.ts';

/** Where the run of an edition stands. */
export interface Status {
  readonly edition: string;
  /** The newsletter's. */
  readonly timeZone: string;
  /** Absent where the edition has not been sent. */
  readonly standing?: {
    readonly run: Run;
    readonly states: Tally;
    readonly domains: readonly DomainTally[];
    /** Where it was asked for. */
    readonly undelivered?: AsyncIterable<Undelivered>;
  };
}

/**
 * Hands what has become of an edition's letters (otherwise of the newest edition's) to `show`, while
 * the database is open. Throws UserError where there is no such edition.
 */
export async function readStatus<T>(
  workspace: Workspace,
  named: string | undefined,
  withFailed: boolean,
  show: (status: Status) => Promise<T>,
): Promise<T> {
  const { timeZone } = await loadConfig(workspace.root);
  const { id: edition } = findEdition(workspace, named, localDate(workspace.clock(), timeZone));
  return withStore(workspace, async ({ runs }) => {
    const run = await runs.find(edition, AUDIENCE);
    if (!run) return show({ edition, timeZone });
    const states = await runs.tally(run);
    const domains = await runs.tallyByDomain(run);
    const undelivered = withFailed && { undelivered: runs.undelivered(run) };
    return show({ edition, timeZone, standing: { run, states, domains, ...undelivered } });
  });
}
