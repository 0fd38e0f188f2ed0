import { DatabaseUnavailableError } from '../base/database-unavailable.ts';
import { LedgerGoneError } from '../base/ledger-gone.ts';
import type { RunResult } from './events.ts';

/** Returns how a run ends because of its database; undefined for any other error. */
export function databaseFailure(error: unknown): RunResult | undefined {
  if (error instanceof LedgerGoneError) return { kind: 'ledger-gone', reason: error.message };
  if (!(error instanceof DatabaseUnavailableError)) return undefined;
  return { kind: 'unrecordable', reason: error.message };
}
