import type { Letter } from '../letter/letter.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import { attempt, type AttemptContext, type DueLetter } from './attempt.ts';
import type { Due } from './ledger.ts';
import type { PooledConnection } from './pooled-connection.ts';
import { limitsFor } from './providers.ts';
import { createQueue, type Queue } from './queue.ts';
import type { RateLimits } from './rate-limits.ts';
import type { ServerPool } from './server-pool.ts';

/** What a run's passes have in common. */
export interface PassContext extends Omit<AttemptContext, 'later'> {
  readonly pool: ServerPool;
  /** How many letters may be under way at once. */
  readonly connections: number;
  readonly letterFor: (subscriber: Subscriber) => Letter | Promise<Letter>;
  /** Called with the next subscribers, so that their letters may be begun. */
  readonly begin?: (subscribers: readonly Subscriber[]) => void;
  /** When the news is stale. */
  readonly expiresAt: Date;
  /** Aborted once the run is over. */
  readonly signal: AbortSignal;
  readonly rates: RateLimits;
}

/**
 * Sends everything that is planned, or deferred and due now, in the run's order. Resolves when the
 * last letter is recorded; rejects with the first error when no letter is under way.
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

type WorkerContext = AttemptContext & PassContext;

/** The work on one connection: sends from the queue until it is empty or the run is over. */
async function work(context: WorkerContext, queue: Queue): Promise<void> {
  const { pool, signal } = context;
  let pooled: PooledConnection | undefined;
  let current: DueLetter | undefined;
  let announced: Promise<DueLetter | undefined> | undefined;
  // The announced letter is next on the same connection; it is taken only if it may go at once.
  const next = async () => {
    if (signal.aborted || pooled?.reusable() !== true) return undefined;
    announced = withLetter(context, queue.takeNow());
    return (await announced)?.letter;
  };
  try {
    while (!signal.aborted) {
      pooled ??= await pool.acquire();
      current ??= pooled && (await withLetter(context, await queue.take(signal)));
      if (!pooled || !current) return;
      const tried = await deliver(context, pooled, current, next);
      if (tried) {
        queue.done(current.due);
        current = await announced;
        announced = undefined;
        if (pooled.reusable()) continue;
        pooled.free();
      }
      pooled = undefined;
      // Others with a connection may take it; if it were kept here, its lane would stay full.
      if (current) queue.giveBack(current.due);
      current = undefined;
    }
  } finally {
    pooled?.free();
  }
}

async function withLetter(
  { letterFor }: PassContext,
  due: Due | undefined,
): Promise<DueLetter | undefined> {
  return due && { due, letter: await letterFor(due.subscriber) };
}

/** Tries a letter; false if there was no connection, in which case the pooled one is freed. */
async function deliver(
  context: WorkerContext,
  pooled: PooledConnection,
  letter: DueLetter,
  next: () => Promise<Letter | undefined>,
): Promise<boolean> {
  for (;;) {
    const connection = await pooled.open();
    if (!connection) return false;
    // A letter that was lost before its turn gets a new connection, which has announced nothing.
    if (await attempt(context, { pooled, connection }, letter, next)) return true;
  }
}
