import { Worker } from 'node:worker_threads';
import { asError } from '../base/as-error.ts';
import { programFile } from '../base/program.ts';
import type { NewSubscriber, Subscriber } from '../subscribers/subscriber.ts';
import type { Composed } from './compose.ts';
import type { DkimKey } from '../dkim/key.ts';
import type { DraftAnswer, DraftingTask, DraftJob } from './letter-worker.ts';
import { finishLetter, type Letter } from './letter.ts';
import { unpackDraft, type PackedDrafts } from './packed-drafts.ts';
import { stretchesOf } from './draft.ts';

/** Makes an edition's letters on a worker thread, beside the thread that talks to the servers. */
export interface LetterWorker {
  readonly letterFor: (subscriber: Subscriber) => Promise<Letter>;
  /** Begins the letters of the next subscribers: many at once cost little more than one. */
  readonly begin: (subscribers: readonly Subscriber[]) => void;
  close(): Promise<void>;
}

/** Starts a worker that makes letters; they are the same as a letterMaker's. */
export function startLetterWorker(composed: Composed, keys: readonly DkimKey[]): LetterWorker {
  const stretches = stretchesOf(composed.body);
  const worker = new Worker(programFile('letter/letter-worker.ts'), {
    workerData: { composed, keys } satisfies DraftingTask,
    // Nothing outlives a message, so a small heap is enough.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
  const jobs = jobsOf(worker);
  const begun = new Map<number, { readonly drafts: Promise<PackedDrafts>; readonly at: number }>();

  function begin(subscribers: readonly Subscriber[]): Promise<PackedDrafts> {
    const drafts = jobs.ask(subscribers);
    // `letterFor` reports the error; a letter that is never asked for may fail.
    drafts.catch(() => undefined);
    for (const [at, { id }] of subscribers.entries()) begun.set(id, { drafts, at });
    return drafts;
  }

  return {
    begin: (subscribers) => void begin(subscribers),
    letterFor: async (subscriber) => {
      const { drafts, at } = begun.get(subscriber.id) ?? { drafts: begin([subscriber]), at: 0 };
      begun.delete(subscriber.id);
      const draft = unpackDraft(await drafts, at);
      if (!draft) throw new Error('The worker thread did not return a letter.');
      return finishLetter(draft, stretches);
    },
    close: async () => {
      jobs.fail(new Error('The worker thread that makes letters was closed.'));
      await worker.terminate();
    },
  };
}

interface PendingJob {
  readonly resolve: (drafts: PackedDrafts) => void;
  readonly reject: (error: Error) => void;
}

/** Sends jobs to a worker, and matches its answers, which come in any order, by number. */
function jobsOf(worker: Worker) {
  const pending = new Map<number, PendingJob>();
  let count = 0;
  const fail = (error: Error) => {
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  };
  worker.on('message', (answer: DraftAnswer) => {
    const job = pending.get(answer.number);
    pending.delete(answer.number);
    if (answer.ok) job?.resolve(answer.drafts);
    else job?.reject(answer.error);
  });
  worker.on('error', (error) => {
    fail(asError(error));
  });
  return {
    fail,
    ask: (subscribers: readonly NewSubscriber[]) =>
      new Promise<PackedDrafts>((resolve, reject) => {
        pending.set(++count, { resolve, reject });
        worker.postMessage({ number: count, subscribers } satisfies DraftJob);
      }),
  };
}
