/**
 * A worker thread that records steps, so that sending continues while a commit waits for the disk.
 * `workerData` says which database; each message is a WorkerJob, answered by a WorkerAnswer.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { LedgerGoneError } from '../../base/ledger-gone.ts';
import type { Change, Recorded } from '../../deliver/ledger.ts';
import { openDatabase } from './file.ts';
import { startMarking } from './log-mark.ts';
import { stillAt, type Place } from './place.ts';
import { sqliteRecorder, type Fence } from './record.ts';

export interface WorkerDatabase {
  readonly file: string;
  /** The file when it was opened. */
  readonly opened: Place;
}

export interface WorkerJob {
  readonly lease: Fence;
  readonly changes: readonly Change[];
  readonly now: string;
}

/** An error loses its class and its own fields between threads, so they are sent as data. */
export type WorkerAnswer =
  | { readonly recorded: readonly Recorded[] }
  | { readonly gone: string }
  | { readonly message: string; readonly code: unknown; readonly errcode: unknown };

const { file, opened } = workerData as WorkerDatabase;
let record: ReturnType<typeof sqliteRecorder> | undefined;

parentPort?.on('message', (job: WorkerJob) => {
  parentPort?.postMessage(answer(job));
});

function answer({ lease, changes, now }: WorkerJob): WorkerAnswer {
  try {
    record ??= start();
    return { recorded: record(lease, changes, now) };
  } catch (error) {
    if (error instanceof LedgerGoneError) return { gone: file };
    const { message, code, errcode } = error as Error & { code?: unknown; errcode?: unknown };
    return { message, code, errcode };
  }
}

function start() {
  stillAt(file, opened);
  const database = openDatabase(file);
  try {
    return sqliteRecorder(database, startMarking(database, file, opened));
  } catch (error) {
    database.close();
    throw error;
  }
}
