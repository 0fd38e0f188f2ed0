import { setImmediate as turn } from 'node:timers/promises';
import type { Change, Lease, Ledger, Recorded } from './ledger.ts';

interface PendingChange {
  readonly change: Change;
  readonly resolve: (recorded: Recorded) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes a function that records steps in groups. Steps that arrive in one turn of the event loop,
 * or while the previous group is being written, share one transaction. They are recorded in their
 * order; each promise resolves when its step is durable.
 */
export function groupCommit(ledger: Ledger, lease: Lease): (change: Change) => Promise<Recorded> {
  let waiting: PendingChange[] = [];
  let writing = false;

  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        const recorded = await ledger.record(
          lease,
          group.map(({ change }) => change),
        );
        group.forEach(({ resolve }, index) => {
          resolve(recorded[index] ?? 'refused');
        });
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
      // Replies that have arrived in the meantime join the next group.
      await turn();
    }
    writing = false;
  }

  return (change) =>
    new Promise((resolve, reject) => {
      waiting.push({ change, resolve, reject });
      if (writing) return;
      writing = true;
      setImmediate(() => void write());
    });
}
