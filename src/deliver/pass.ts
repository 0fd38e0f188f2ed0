import type { Letter } from '../letter/letter.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import { attempt, type AttemptContext, type Ready } from './attempt.ts';
import type { Due } from './ledger.ts';
import { limitsFor } from './providers.ts';
import { createQueue, type Queue } from './queue.ts';
import type { Rates } from './rates.ts';
import type { Servers } from './servers.ts';
import type { Slot } from './slot.ts';

/** What a run's passes have in common. */
export interface PassContext extends Omit<AttemptContext, 'later'> {
  readonly servers: Servers;
  /** How many letters may be under way at once. */
  readonly connections: number;
  readonly letterFor: (subscriber: Subscriber) => Letter | Promise<Letter>;
  /** Hears who is next, so that their letters may be begun. */
  readonly begin?: (subscribers: readonly Subscriber[]) => void;
  /** When the news is stale. */
  readonly expiresAt: Date;
  /** Aborted once the run is over. */
  readonly signal: AbortSignal;
  readonly rates: Rates;
}

/**
 * Sends everything that is planned, or deferred and due now, in the run's order. Resolves when
 * the last letter is recorded; rejects with the first error, when no letter is under way any more.
 */
export async function sendPass(context: PassContext): Promise<void> {
  const tasks = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const later = (work: Promise<void>) => {
    const task = work
      .catch((error: unknown) => {
        failures.push(error);
        context.end({ kind: 'interrupted' });
      })
      .finally(() => tasks.delete(task));
    tasks.add(task);
  };
  const queue = queueOf(context);
  for (let worker = 0; worker < context.connections; worker++) {
    later(work({ ...context, later }, queue));
  }
  while (tasks.size > 0) await Promise.all(tasks);
  if (failures.length > 0) throw failures[0];
}

function queueOf(context: PassContext): Queue {
  const { ledger, lease, settings, clock, expiresAt, rates, begin } = context;
  const dueBy = clock();
  let after = 0;
  return createQueue({
    read: async (limit) => {
      if (clock() >= expiresAt) return [];
      const page = await ledger.page(lease.run, after, limit, dueBy);
      after = page.at(-1)?.position ?? after;
      begin?.(page.map(({ subscriber }) => subscriber));
      return page;
    },
    limitsFor: (domain) => limitsFor(domain, settings),
    rates,
    now: () => clock().getTime(),
  });
}

/** One connection's work: takes from the queue until it is empty or the run is over. */
async function work(context: AttemptContext & PassContext, queue: Queue): Promise<void> {
  const { servers, signal } = context;
  let slot: Slot | undefined;
  let ready: Ready | undefined;
  let coming: Promise<Ready | undefined> | undefined;
  // What is announced is next on the same connection; it is taken where it may go at once.
  const next = async () => {
    if (signal.aborted || slot?.wanted() !== true) return undefined;
    coming = prepare(context, queue.takeNow());
    return (await coming)?.letter;
  };
  try {
    while (!signal.aborted) {
      slot ??= await servers.slot();
      ready ??= slot && (await prepare(context, await queue.take(signal)));
      if (!slot || !ready) return;
      const tried = await deliver(context, slot, ready, next);
      if (tried) {
        queue.done(ready.due);
        ready = await coming;
        coming = undefined;
        if (slot.wanted()) continue;
        slot.free();
      }
      slot = undefined;
      // Whoever has a slot may take it; kept here, its lane would be full and nobody move.
      if (ready) queue.giveBack(ready.due);
      ready = undefined;
    }
  } finally {
    slot?.free();
  }
}

async function prepare(
  { letterFor }: PassContext,
  due: Due | undefined,
): Promise<Ready | undefined> {
  return due && { due, letter: await letterFor(due.subscriber) };
}

/** Whether the letter was tried: false where no connection could be had, and the slot is gone. */
async function deliver(
  context: AttemptContext & PassContext,
  slot: Slot,
  ready: Ready,
  next: () => Promise<Letter | undefined>,
): Promise<boolean> {
  for (;;) {
    const connection = await slot.connection();
    if (!connection) return false;
    // A letter that was lost before its turn gets a new connection, which has announced nothing.
    if (await attempt(context, slot, connection, ready, next)) return true;
  }
}
