import { Worker } from 'node:worker_threads';
import { asError } from '../as-error.ts';
import type { NewSubscriber } from '../subscribers/subscriber.ts';
import type { Composed } from './compose.ts';
import type { DkimKey } from './dkim-key.ts';
import type { DraftAnswer, DraftingTask, DraftJob } from './letter-worker.ts';
import { finishLetter, type Draft, type Letter } from './letter.ts';
import { stretchesOf } from './stretch.ts';

/** Makes an edition's letters on a thread of its own, beside the one that speaks to servers. */
export interface LetterWorker {
  readonly letterFor: (subscriber: NewSubscriber) => Promise<Letter>;
  close(): Promise<void>;
}

interface Wanted {
  readonly subscriber: NewSubscriber;
  readonly resolve: (draft: Draft) => void;
  readonly reject: (error: Error) => void;
}

/** Starts a thread that drafts letters; they are the same as a letterMaker's. */
export function startLetterWorker(composed: Composed, keys: readonly DkimKey[]): LetterWorker {
  const stretches = stretchesOf(composed.body);
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`./letter-worker.${extension}`, import.meta.url), {
    workerData: { composed, keys } satisfies DraftingTask,
  });
  const drafts = draftsFrom(worker);
  return {
    letterFor: async (subscriber) => finishLetter(await drafts.ask(subscriber), stretches),
    close: async () => {
      drafts.fail(new Error('The thread that makes letters was closed.'));
      await worker.terminate();
    },
  };
}

/** Asks a worker for drafts; what is asked in one turn of the event loop goes over together. */
function draftsFrom(worker: Worker) {
  const underWay = new Map<number, readonly Wanted[]>();
  let waiting: Wanted[] = [];
  let count = 0;

  function fail(error: Error): void {
    for (const { reject } of [...underWay.values(), waiting].flat()) reject(error);
    underWay.clear();
    waiting = [];
  }

  function post(): void {
    if (waiting.length === 0) return;
    underWay.set(++count, waiting);
    const subscribers = waiting.map(({ subscriber }) => subscriber);
    worker.postMessage({ number: count, subscribers } satisfies DraftJob);
    waiting = [];
  }

  worker.on('message', (answer: DraftAnswer) => {
    for (const [index, { resolve, reject }] of (underWay.get(answer.number) ?? []).entries()) {
      const draft = answer.ok ? answer.drafts[index] : undefined;
      if (draft) resolve(draft);
      else reject(answer.ok ? new Error('The worker left a letter out.') : answer.error);
    }
    underWay.delete(answer.number);
  });
  worker.on('error', (error) => {
    fail(asError(error));
  });
  return {
    fail,
    ask: (subscriber: NewSubscriber) =>
      new Promise<Draft>((resolve, reject) => {
        if (waiting.push({ subscriber, resolve, reject }) === 1) setImmediate(post);
      }),
  };
}
