import type { Letter } from '../letter/letter.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import type { Ledger, Run } from './ledger.ts';
import type { DeliveryState } from './state.ts';
import type { Connection, Outcome, Transport } from './transport.ts';

export interface DeliverOptions {
  readonly ledger: Ledger;
  readonly run: Run;
  readonly transport: Transport;
  readonly letterFor: (subscriber: Subscriber) => Letter;
  readonly connections: number;
  readonly onOutcome: (subscriber: Subscriber, state: DeliveryState, reply: string) => void;
}

/** How a run went: to its end, or stopped by something that would have met every other letter. */
export type RunResult =
  { readonly kind: 'finished' } | { readonly kind: 'stopped'; readonly reason: string };

const PAGE = 500;
const MESSAGES_PER_CONNECTION = 100;

/** Sends what a run has planned or deferred: each delivery once, over a few connections. */
export async function deliverRun(options: DeliverOptions): Promise<RunResult> {
  const queue = deliverable(options.ledger, options.run);
  const stop: { reason?: string } = {};
  const workers = Array.from({ length: options.connections }, () => work(options, queue, stop));
  const results = await Promise.allSettled(workers);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
  return stop.reason === undefined
    ? { kind: 'finished' }
    : { kind: 'stopped', reason: stop.reason };
}

/** The subscribers of a run that wait for their letter, read a page at a time as they are taken. */
async function* deliverable(ledger: Ledger, run: Run): AsyncGenerator<Subscriber> {
  for (let after = 0; ;) {
    const page = await ledger.page(run, after, PAGE);
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** One connection's work: takes from the shared queue until it is empty or the run is stopped. */
async function work(
  options: DeliverOptions,
  queue: AsyncGenerator<Subscriber>,
  stop: { reason?: string },
): Promise<void> {
  let connection: Connection | undefined;
  let sent = 0;
  try {
    while (stop.reason === undefined) {
      if (!connection?.usable || sent >= MESSAGES_PER_CONNECTION) {
        connection?.close();
        const connected = await options.transport.connect();
        if (!connected.ok) {
          stop.reason ??= connected.reason;
          return;
        }
        ({ connection } = connected);
        sent = 0;
      }
      const next = await queue.next();
      if (next.done === true) return;
      const outcome = await deliver(options, connection, next.value);
      if (outcome.kind === 'stopped') stop.reason ??= outcome.reply;
      sent++;
    }
  } catch (error) {
    stop.reason ??= 'a fault of the program';
    throw error;
  } finally {
    connection?.close();
  }
}

async function deliver(
  { ledger, run, letterFor, onOutcome }: DeliverOptions,
  connection: Connection,
  subscriber: Subscriber,
): Promise<Outcome> {
  const letter = letterFor(subscriber);
  const { messageId } = letter;
  const outcome = await connection.send(letter, () =>
    ledger.record(run, subscriber.id, ['planned', 'deferred'], { state: 'released', messageId }),
  );
  if (outcome.kind === 'stopped') return outcome;
  const change = { state: outcome.kind, messageId, reply: outcome.reply };
  await ledger.record(run, subscriber.id, ['planned', 'deferred', 'released'], change);
  onOutcome(subscriber, outcome.kind, outcome.reply);
  return outcome;
}
