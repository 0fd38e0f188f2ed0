import { inGroups } from '../base/in-groups.ts';
import type { Change, Lease, Ledger, Recorded } from './ledger.ts';

/**
 * Makes a function that records steps in groups that share one transaction. They are recorded in
 * their order; each promise resolves when its step is durable.
 */
export function groupCommit(ledger: Ledger, lease: Lease): (change: Change) => Promise<Recorded> {
  return inGroups((changes) => ledger.record(lease, changes));
}
