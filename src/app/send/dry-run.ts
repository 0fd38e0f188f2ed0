import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileFault } from '../../base/file-fault.ts';
import type { Run } from '../../deliver/ledger.ts';
import type { Tally } from '../../deliver/state.ts';
import type { DkimKey } from '../../dkim/key.ts';
import { dated } from '../../letter/compose.ts';
import { letterMaker } from '../../letter/letter.ts';
import type { Store } from '../../store/open.ts';
import { sizeOf, type AudienceCount, type Sent } from '../../subscribers/audiences.ts';
import type { Audience } from '../../subscribers/segment.ts';
import type { Prepared } from '../prepare/prepare.ts';
import type { Workspace } from '../workspace.ts';
import type { Addressed, Refused } from './result.ts';

/** The letters that a dry run wrote. */
export interface DryRun {
  readonly kind: 'dry-run';
  /** How many subscribers the run has, or would have. */
  readonly audience: number;
  /** Who is in the audience now. */
  readonly counted: AudienceCount;
  /** How many letters would be sent. */
  readonly written: number;
  /** Where the letters are, as messages show it. */
  readonly folder: string;
  /** Absent where the edition has no run yet. */
  readonly states: Tally | undefined;
}

/** Who letters are written for: those who wait in a run or, without one, those it would have. */
interface Planned {
  readonly run: Run | undefined;
  readonly audience: Audience;
  readonly sent: Sent;
}

export type DryRunResult = Addressed & (Refused | DryRun);

/** Writes the letters that would be sent, and changes nothing in the ledger. */
export async function dryRun(
  workspace: Workspace,
  store: Store,
  { edition, composed }: Prepared,
  keys: readonly DkimKey[],
  counted: AudienceCount,
  planned: Planned,
): Promise<DryRun> {
  const { run, audience, sent } = planned;
  const folder = makeFolder(workspace, edition.id);
  const date = run?.createdAt ?? workspace.clock();
  const letterFor = letterMaker(dated(composed, date), keys);
  let written = 0;
  const receivers = run ? store.runs.waiting(run) : store.audiences.receivers(audience, sent);
  for await (const subscriber of receivers) {
    const { chunks } = await letterFor(subscriber);
    const file = join(folder, `${String(++written).padStart(6, '0')}.eml`);
    writeFileSync(file, Buffer.concat(chunks), { mode: 0o600 });
  }
  return {
    kind: 'dry-run',
    audience: run?.total ?? sizeOf(counted),
    counted,
    written,
    folder: workspace.show(folder),
    states: run && (await store.runs.tally(run)),
  };
}

/** Makes an empty folder for the letters: in dist/ or, on a read-only disk, a temporary one. */
function makeFolder({ dist }: Workspace, edition: string): string {
  const folder = join(dist, edition, 'dry-run');
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  } catch (error) {
    if (fileFault(error)?.passes !== false) throw error;
    return mkdtempSync(join(tmpdir(), 'broadsheet-'));
  }
}
