/**
 * A worker thread that records steps, so that sending continues while a commit waits for the disk.
 * `workerData` is the database's file; each message is a WorkerJob, answered by a WorkerAnswer.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Change, Recorded } from '../../deliver/ledger.ts';
import { sqliteRecorder, type Fence } from './record.ts';
import { openDatabase } from './file.ts';

export interface WorkerJob {
  readonly lease: Fence;
  readonly changes: readonly Change[];
  readonly now: string;
}

/** An error loses its own fields between threads, so they are sent as data. */
export type WorkerAnswer =
  | { readonly recorded: readonly Recorded[] }
  | { readonly message: string; readonly code: unknown; readonly errcode: unknown };

const database = openDatabase(workerData as string);
const record = sqliteRecorder(database);

parentPort?.on('message', ({ lease, changes, now }: WorkerJob) => {
  parentPort?.postMessage(answer(lease, changes, now));
});

function answer(lease: Fence, changes: readonly Change[], now: string): WorkerAnswer {
  try {
    return { recorded: record(lease, changes, now) };
  } catch (error) {
    const { message, code, errcode } = error as Error & { code?: unknown; errcode?: unknown };
    return { message, code, errcode };
  }
}
