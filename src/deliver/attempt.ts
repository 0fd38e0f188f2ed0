import { defined } from '../base/defined.ts';
import type { Letter } from '../letter/letter.ts';
import { retryDelay } from './backoff.ts';
import type { Breaker } from './breaker.ts';
import type { DeliveryEvent, RunResult } from './events.ts';
import type { Change, Due, Ledger, Lease, Recorded } from './ledger.ts';
import type { DeliverySettings } from './providers.ts';
import { judge, type Verdict } from './reply-table.ts';
import type { Slot } from './slot.ts';
import type { Connection, Failure } from '../smtp/transport.ts';

/** What trying one letter needs of the run it belongs to. */
export interface AttemptContext {
  readonly ledger: Ledger;
  readonly lease: Lease;
  readonly record: (change: Change) => Promise<Recorded>;
  readonly breaker: Breaker;
  readonly settings: DeliverySettings;
  readonly clock: () => Date;
  readonly random: () => number;
  readonly onEvent: (event: DeliveryEvent) => void;
  /** Ends the run; the first reason counts. */
  readonly end: (result: RunResult) => void;
  /** Work that the run waits for at its end. */
  readonly later: (work: Promise<void>) => void;
}

type Outlined = Change & { readonly messageId: string };

/** A delivery with its letter. */
export interface Ready {
  readonly due: Due;
  readonly letter: Letter;
}

/**
 * Hands a letter to the server, which may then hear of the next one. Resolves when the server has
 * answered: the connection need not wait until that is recorded. False where the letter was not
 * tried, because the connection was lost before it was its turn.
 */
export async function attempt(
  context: AttemptContext,
  slot: Slot,
  connection: Connection,
  { due, letter }: Ready,
  next: () => Promise<Letter | undefined>,
): Promise<boolean> {
  const base = { subscriberId: due.subscriber.id, messageId: letter.messageId };
  const release = async () => {
    const released = await context.record({ ...base, state: 'released' });
    if (released === 'lost') context.end({ kind: 'lost' });
    return released === 'moved';
  };
  const outcome = await connection.send(letter, release, next);
  if (outcome.kind === 'untried') return false;
  if (outcome.kind === 'withheld') {
    context.later(leaveOut(context));
  } else if (outcome.kind === 'accepted') {
    slot.accepted();
    context.breaker.add('accepted');
    context.later(settle(context, slot, due, { ...base, state: 'accepted', reply: outcome.reply }));
  } else {
    const verdict = judge(outcome.failure);
    guide(context, slot, outcome.failure, verdict);
    if (verdict.delivery === 'planned') return true;
    const change = { ...base, ...changeOf(context, due, outcome.failure, verdict.delivery) };
    context.later(settle(context, slot, due, change, verdict.suppress));
  }
  return true;
}

/** What the failure of one letter means for the others. */
function guide(
  { breaker, end }: AttemptContext,
  slot: Slot,
  { message }: Failure,
  { run, counts }: Verdict,
): void {
  if (run === 'slow') slot.slow(message);
  if (run === 'pause') end({ kind: 'paused', reason: message });
  if (run === 'stop') end({ kind: 'stopped', reason: message });
  const tooMany = counts && breaker.add(counts);
  if (tooMany !== undefined) {
    end({ kind: 'paused', reason: `${tooMany}, the last one so: ${message}` });
  }
}

function changeOf(
  { settings, clock, random }: AttemptContext,
  { attempts }: Due,
  { reply, message }: Failure,
  state: 'deferred' | 'rejected' | 'unknown',
): Pick<Change, 'state' | 'reply' | 'reason' | 'retryAt'> {
  const wait = retryDelay(attempts, reply !== undefined, settings.retry, random);
  return {
    state,
    ...(reply ? { reply } : { reason: message }),
    ...(state === 'deferred' && { retryAt: new Date(clock().getTime() + wait) }),
  };
}

/** Records an outcome, and tells it once it is durable. */
async function settle(
  { ledger, record, onEvent, end }: AttemptContext,
  { name: server }: Slot,
  due: Due,
  change: Outlined,
  suppress = false,
): Promise<void> {
  const recorded = await record(change);
  if (recorded === 'lost') {
    end({ kind: 'lost' });
    return;
  }
  if (recorded === 'refused') {
    throw new Error(`The ledger refused ${change.state} of subscriber ${due.subscriber.id}.`);
  }
  if (suppress) await ledger.suppress(due.subscriber.email, change.reply?.text ?? 'refused');
  const { state, messageId, reply, reason, retryAt } = change;
  const told = defined({ reply, reason, retryAt });
  onEvent({ kind: 'outcome', due, server, state, messageId, ...told });
}

/** A letter that was not released: its address may have been suppressed while it waited. */
async function leaveOut({ ledger, lease }: AttemptContext): Promise<void> {
  await ledger.leaveOut(lease);
}
