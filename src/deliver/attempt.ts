import { defined } from '../base/defined.ts';
import type { Letter } from '../letter/letter.ts';
import type { Connection, SmtpFailure } from '../smtp/transport.ts';
import { retryDelay } from './backoff.ts';
import type { Breaker } from './breaker.ts';
import type { DeliveryEvent, RunResult } from './events.ts';
import type { LeaseKeeper } from './lease.ts';
import type { Change, Due, Ledger, Lease, Recorded } from './ledger.ts';
import type { PooledConnection } from './pooled-connection.ts';
import type { DeliverySettings } from './providers.ts';
import { consequencesOf, type Consequences } from './reply-table.ts';

/** What an attempt uses of the run it belongs to. */
export interface AttemptContext {
  readonly ledger: Ledger;
  readonly lease: Lease;
  readonly keeper: Pick<LeaseKeeper, 'holds' | 'ensure'>;
  readonly record: (change: Change) => Promise<Recorded>;
  readonly breaker: Breaker;
  readonly settings: DeliverySettings;
  readonly clock: () => Date;
  readonly random: () => number;
  readonly onEvent: (event: DeliveryEvent) => void;
  /** Ends the run; the first reason counts. */
  readonly end: (result: RunResult) => void;
  /** Adds work that the run waits for at its end. */
  readonly later: (work: Promise<void>) => void;
}

/** A delivery with its letter. */
export interface DueLetter {
  readonly due: Due;
  readonly letter: Letter;
}

/** Where an attempt sends its letter: a place in the pool, and the open connection. */
export interface AttemptConnection {
  readonly pooled: PooledConnection;
  readonly connection: Connection;
}

const STALE = 'this process was stopped for longer than its lease, and wrote nothing of the letter';

type ChangeWithId = Change & { readonly messageId: string };

/**
 * Sends a letter; `next` may name the letter to announce behind it. Resolves when the server has
 * replied: the connection need not wait until the outcome is recorded. Resolves to false if the
 * letter was not tried, because the connection was lost before its turn.
 */
export async function attempt(
  context: AttemptContext,
  { pooled, connection }: AttemptConnection,
  { due, letter }: DueLetter,
  next: () => Promise<Letter | undefined>,
): Promise<boolean> {
  const base = { subscriberId: due.subscriber.id, messageId: letter.messageId };
  const { keeper } = context;
  const release = async () => {
    if (!(await keeper.ensure())) return false;
    const released = await context.record({ ...base, state: 'released' });
    if (released === 'lost') context.end({ kind: 'lost' });
    return released === 'moved';
  };
  const outcome = await connection.send(letter, release, next, keeper.holds);
  const settleLater = (change: ChangeWithId, suppress = false) => {
    context.later(settle(context, pooled.server, due, change, suppress));
  };
  switch (outcome.kind) {
    case 'untried':
      return false;
    case 'withheld':
      context.later(leaveOut(context, due));
      return true;
    case 'stale':
      settleLater({ ...base, state: 'deferred', reason: STALE, retryAt: context.clock() });
      return true;
    case 'accepted':
      pooled.accepted();
      context.breaker.add('accepted');
      settleLater({ ...base, state: 'accepted', reply: outcome.reply });
      return true;
    case 'failed': {
      const { failure } = outcome;
      const consequences = consequencesOf(failure);
      applyToRun(context, pooled, failure, consequences);
      const { delivery, suppress } = consequences;
      if (delivery === 'planned') return true;
      settleLater({ ...base, ...changeOf(context, due, failure, delivery) }, suppress);
      return true;
    }
  }
}

/** Applies the consequences of a failure for other letters: slows the server or ends the run. */
function applyToRun(
  { breaker, end }: AttemptContext,
  pooled: PooledConnection,
  { message }: SmtpFailure,
  { run, counts }: Consequences,
): void {
  if (run === 'slow') pooled.slow(message);
  if (run === 'pause') end({ kind: 'paused', reason: message });
  if (run === 'stop') end({ kind: 'stopped', reason: message });
  const tooMany = counts && breaker.add(counts);
  if (tooMany !== undefined) {
    end({ kind: 'paused', reason: `${tooMany}; the last reason was: ${message}` });
  }
}

function changeOf(
  { settings, clock, random }: AttemptContext,
  { attempts }: Due,
  { reply, message }: SmtpFailure,
  state: 'deferred' | 'rejected' | 'unknown',
): Pick<Change, 'state' | 'reply' | 'reason' | 'retryAt'> {
  const wait = retryDelay(attempts, reply !== undefined, settings.retry, random);
  return {
    state,
    ...(reply ? { reply } : { reason: message }),
    ...(state === 'deferred' && { retryAt: new Date(clock().getTime() + wait) }),
  };
}

/** Records an outcome, and reports it once it is durable. */
async function settle(
  { ledger, record, onEvent, end }: AttemptContext,
  server: string,
  due: Due,
  change: ChangeWithId,
  suppress: boolean,
): Promise<void> {
  const recorded = await record(change);
  if (recorded === 'lost') {
    end({ kind: 'lost' });
    return;
  }
  if (recorded === 'refused') {
    // A reader who is erased while a server refuses their letter has been left out.
    if (change.state === 'rejected' || change.state === 'deferred') return;
    throw new Error(`The ledger refused ${change.state} of subscriber ${due.subscriber.id}.`);
  }
  if (suppress) await ledger.suppress(due.subscriber.email, change.reply?.text ?? 'refused');
  const { state, messageId, reply, reason, retryAt } = change;
  const { subscriber, domain, attempts } = due;
  const details = defined({ reply, reason, retryAt });
  const attempt = attempts + 1;
  onEvent({ kind: 'outcome', subscriber, domain, attempt, state, server, messageId, ...details });
}

/** After a release that was refused: the reader has left, paused or been suppressed meanwhile. */
async function leaveOut({ ledger, lease }: AttemptContext, { subscriber }: Due): Promise<void> {
  await ledger.leaveOut(lease, subscriber.id);
}
