import { Worker } from 'node:worker_threads';
import { LedgerGoneError } from '../../base/ledger-gone.ts';
import { programFile } from '../../base/program.ts';
import type { Change, Lease, Recorded } from '../../deliver/ledger.ts';
import type { Engine } from '../engine.ts';
import type { WorkerAnswer, WorkerDatabase, WorkerJob } from './record-worker.ts';

interface Pending {
  readonly resolve: (recorded: readonly Recorded[]) => void;
  readonly reject: (error: Error) => void;
}

/** Records groups of steps in a worker thread, which starts with the first group. */
export function workerRecorder(where: WorkerDatabase): Pick<Engine, 'record' | 'close'> {
  const pending: Pending[] = [];
  let worker: Worker | undefined;

  function start(): Worker {
    const started = new Worker(programFile('store/sqlite/record-worker.ts'), {
      workerData: where,
      // It keeps nothing between messages, so a small heap is enough.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    });
    started.on('message', (answer: WorkerAnswer) => {
      const next = pending.shift();
      if ('recorded' in answer) next?.resolve(answer.recorded);
      else if ('gone' in answer) next?.reject(new LedgerGoneError(answer.gone));
      else next?.reject(Object.assign(new Error(answer.message), answer));
    });
    started.on('error', (error) => {
      for (const { reject } of pending.splice(0)) reject(error as Error);
      worker = undefined;
    });
    return started;
  }

  return {
    record: (lease: Lease, changes: readonly Change[], now: string) =>
      new Promise((resolve, reject) => {
        pending.push({ resolve, reject });
        worker ??= start();
        const { fence, run } = lease;
        const ofRun = { id: run.id, version: run.version };
        worker.postMessage({ lease: { fence, run: ofRun }, changes, now } satisfies WorkerJob);
      }),
    close: async () => {
      await worker?.terminate();
    },
  };
}
