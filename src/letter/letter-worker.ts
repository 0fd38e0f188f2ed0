/**
 * A worker thread that drafts letters. `workerData` is a DraftingTask. Each message is a DraftJob;
 * the reply is a DraftAnswer with the same number.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { asError } from '../base/as-error.ts';
import type { NewSubscriber } from '../subscribers/subscriber.ts';
import type { Composed } from './compose.ts';
import type { DkimKey } from '../dkim/key.ts';
import { drafter, stretchesOf } from './draft.ts';
import { packDrafts, type PackedDrafts } from './packed-drafts.ts';

export interface DraftingTask {
  readonly composed: Composed;
  readonly keys: readonly DkimKey[];
}

export interface DraftJob {
  readonly number: number;
  readonly subscribers: readonly NewSubscriber[];
}

export type DraftAnswer = { readonly number: number } & (
  | { readonly ok: true; readonly drafts: PackedDrafts }
  | { readonly ok: false; readonly error: Error }
);

const { composed, keys } = workerData as DraftingTask;
// Buffers arrive from another thread as plain byte arrays.
const body = composed.body.map((piece) => (isBytes(piece) ? Buffer.from(piece) : piece));
const draft = drafter(composed, stretchesOf(body), keys);

parentPort?.on('message', (job: DraftJob) => {
  void answer(job).then((each) => {
    parentPort?.postMessage(each, each.ok ? [each.drafts.bytes] : []);
  });
});

async function answer({ number, subscribers }: DraftJob): Promise<DraftAnswer> {
  try {
    const drafts = await Promise.all(subscribers.map(async (each) => draft(each)));
    return { number, ok: true, drafts: packDrafts(drafts) };
  } catch (error) {
    return { number, ok: false, error: asError(error) };
  }
}

function isBytes(piece: object): piece is Uint8Array {
  return piece instanceof Uint8Array;
}
