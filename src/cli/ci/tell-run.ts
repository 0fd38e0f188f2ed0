import { LedgerError, type Run } from '../../deliver/ledger.ts';
import { ciListens, tellCi } from './output.ts';
import { editionOutputs, runOutputs, runSummary, type Ending } from './summary.ts';
import type { Sending } from '../commands/send/sending.ts';

/** Tells CI, where it listens, where a run stands and how it ended. */
export async function tellRun(sending: Sending, run: Run, ending: Ending): Promise<void> {
  const { io, prepared } = sending;
  if (!ciListens(io)) return;
  const { states, failures } = await standing(sending, run);
  tellCi(io, {
    outputs: { ...editionOutputs(prepared), ...runOutputs(states, ending) },
    summary: runSummary(prepared, states, ending, failures),
  });
}

/** As much of it as the database still says. */
async function standing({ store }: Sending, run: Run) {
  try {
    const states = await store.runs.tally(run);
    // What cannot be counted just now is left out: what was sent stays sent.
    return { states, failures: await store.runs.countRefusals(run).catch(() => []) };
  } catch (error) {
    if (error instanceof LedgerError) return { states: undefined, failures: [] };
    throw error;
  }
}
