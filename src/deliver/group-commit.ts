import { setImmediate as turn } from 'node:timers/promises';
import type { Change, Lease, Ledger, Recorded } from './ledger.ts';

interface Waiting {
  readonly change: Change;
  readonly resolve: (recorded: Recorded) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Records steps in groups: what comes in one turn of the event loop, or while the group before is
 * being written, shares one transaction. Steps are recorded in the order in which they came. The
 * promise resolves when the step is durable.
 */
export function groupCommit(ledger: Ledger, lease: Lease): (change: Change) => Promise<Recorded> {
  let waiting: Waiting[] = [];
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
      // What the servers have said meanwhile comes along.
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
