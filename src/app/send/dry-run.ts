import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tally } from '../../deliver/state.ts';
import type { DkimKey } from '../../dkim/key.ts';
import type { Edition } from '../../edition/edition.ts';
import { letterMaker } from '../../letter/letter.ts';
import type { Store } from '../../store/open.ts';
import type { Prepared } from '../prepare/prepare.ts';
import type { Workspace } from '../workspace.ts';
import { AUDIENCE } from './sending.ts';

export interface DryRunResult {
  readonly kind: 'dry-run';
  readonly edition: Edition;
  readonly audience: number;
  /** How many letters would be sent. */
  readonly written: number;
  /** Where the letters are, as messages show it. */
  readonly folder: string;
  /** Absent where the edition has no run yet. */
  readonly states: Tally | undefined;
}

/** Writes the letters that would be sent, and changes nothing in the ledger. */
export async function dryRun(
  workspace: Workspace,
  store: Store,
  { edition, composed }: Prepared,
  keys: readonly DkimKey[],
  subscribers: number,
): Promise<DryRunResult> {
  const folder = join(workspace.dist, edition.id, 'dry-run');
  mkdirSync(folder, { recursive: true });
  const run = await store.runs.find(edition.id, AUDIENCE);
  const letterFor = letterMaker(composed, keys);
  let written = 0;
  for await (const subscriber of run ? store.runs.waiting(run) : store.subscribers.all()) {
    const { chunks } = await letterFor(subscriber);
    writeFileSync(join(folder, `${String(++written).padStart(6, '0')}.eml`), Buffer.concat(chunks));
  }
  return {
    kind: 'dry-run',
    edition,
    audience: run?.total ?? subscribers,
    written,
    folder: workspace.show(folder),
    states: run && (await store.runs.tally(run)),
  };
}
