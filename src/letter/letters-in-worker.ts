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

/** Makes an edition's letters on a thread of its own, beside the one that speaks to servers. */
export interface LetterWorker {
  readonly letterFor: (subscriber: Subscriber) => Promise<Letter>;
  /** Begins the letters of subscribers who are next: many at once cost little more than one. */
  readonly begin: (subscribers: readonly Subscriber[]) => void;
  close(): Promise<void>;
}

/** Starts a thread that drafts letters; they are the same as a letterMaker's. */
export function startLetterWorker(composed: Composed, keys: readonly DkimKey[]): LetterWorker {
  const stretches = stretchesOf(composed.body);
  const worker = new Worker(programFile('letter/letter-worker.ts'), {
    workerData: { composed, keys } satisfies DraftingTask,
    // What it holds is gone with each message: a small heap does.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
  const jobs = jobsOf(worker);
  const begun = new Map<number, { readonly drafts: Promise<PackedDrafts>; readonly at: number }>();

  function begin(subscribers: readonly Subscriber[]): Promise<PackedDrafts> {
    const drafts = jobs.ask(subscribers);
    // Whoever takes a letter hears what went wrong; one that nobody takes need not be made.
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
      if (!draft) throw new Error('The thread left a letter out.');
      return finishLetter(draft, stretches);
    },
    close: async () => {
      jobs.fail(new Error('The thread that makes letters was closed.'));
      await worker.terminate();
    },
  };
}

interface Asked {
  readonly resolve: (drafts: PackedDrafts) => void;
  readonly reject: (error: Error) => void;
}

/** What a worker was asked, by number; answers come in any order. */
function jobsOf(worker: Worker) {
  const asked = new Map<number, Asked>();
  let count = 0;
  const fail = (error: Error) => {
    for (const { reject } of asked.values()) reject(error);
    asked.clear();
  };
  worker.on('message', (answer: DraftAnswer) => {
    const job = asked.get(answer.number);
    asked.delete(answer.number);
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
        asked.set(++count, { resolve, reject });
        worker.postMessage({ number: count, subscribers } satisfies DraftJob);
      }),
  };
}
