import { defined } from '../../base/defined.ts';
import type { DeliveryEvent, RunResult } from '../../deliver/events.ts';
import { DatabaseUnavailableError } from '../../base/database-unavailable.ts';
import type { Lease, Run } from '../../deliver/ledger.ts';
import { deliverRun } from '../../deliver/run.ts';
import type { Claim, RefusalCount } from '../../deliver/runs.ts';
import { pending, type Tally } from '../../deliver/state.ts';
import type { DkimKey } from '../../dkim/key.ts';
import { claimRun } from './claim.ts';
import type { Store } from '../../store/open.ts';
import { openLetters } from './letters.ts';
import { isDeadOwner } from './owner.ts';
import type { RunStanding, SendHooks, SendResult } from './result.ts';
import { addressed, reopened, type Sending } from './sending.ts';

type Claimed = Extract<Claim, { kind: 'claimed' }>;

const LEASE_SECONDS = 30;
/** A database server restarts, or fails over to another one, within it. */
const DATABASE_PATIENCE_MS = 60_000;

/** Sends as the one owner of the run; returns the owner if another sender owns it. */
export async function sendUnderLease(
  sending: Sending,
  keys: readonly DkimKey[],
  run: Run,
): Promise<SendResult> {
  const { store, prepared, destination, request, hooks } = sending;
  const about = addressed(prepared, destination);
  const seconds = request.leaseSeconds ?? LEASE_SECONDS;
  const claim = await claimRun(sending, run, seconds);
  if (claim.kind === 'declined') return { ...about, ...claim };
  if (claim.kind === 'owned') return { ...about, ...claim, ...(await standingOf(sending, run)) };
  try {
    const lease = await takeUp(sending, claim);
    const before = await store.runs.tally(lease.run);
    const delivered = await deliver(sending, keys, lease, seconds, pending(before));
    const ending =
      delivered.kind === 'ledger-gone' ? await saveLedger(store, lease, delivered) : delivered;
    const states = await tallyIfThere(sending, lease.run);
    hooks.onEvent?.({ kind: 'ended', ending, ...defined({ states }) });
    const failures = await failuresOf(sending, lease.run, states);
    return { ...about, kind: 'ended', ending, before, run: lease.run, states, failures };
  } finally {
    // If the database is gone, the lease expires.
    await store.runs.free(claim.lease).catch(() => undefined);
  }
}

/** Saves the ledger of a run whose database was removed, without its lease. */
async function saveLedger(store: Store, lease: Lease, ending: LedgerGone): Promise<RunResult> {
  await store.runs.free(lease);
  return { ...ending, ...defined({ savedAt: store.rescue() }) };
}

type LedgerGone = Extract<RunResult, { kind: 'ledger-gone' }>;

/** Settles what an earlier sender left, and reopens what the user wants sent again. */
async function takeUp(sending: Sending, { lease, previous }: Claimed): Promise<Lease> {
  const { store, prepared, request, hooks } = sending;
  const reopen = () => store.runs.reopen(lease, reopened(request));
  // One that was only stopped may go on, in the middle of writing: its letters are not sent again
  // by the command that takes over.
  const mayGoOn = previous !== undefined && !isDeadOwner(previous);
  if (mayGoOn) await reopen();
  const unknown = await store.runs.settle(lease);
  if (unknown > 0) hooks.onEvent?.({ kind: 'settled', count: unknown });
  if (!mayGoOn) await reopen();
  const { contentHash } = prepared.composed;
  return contentHash === lease.run.contentHash ? lease : store.runs.amend(lease, contentHash);
}

async function deliver(
  { workspace, store, prepared, servers, hooks }: Sending,
  keys: readonly DkimKey[],
  lease: Lease,
  leaseSeconds: number,
  total: number,
): Promise<RunResult> {
  hooks.onEvent?.({ kind: 'started', run: lease.run, letters: total });
  const listener = guard(hooks);
  const { close, ...letters } = await openLetters(prepared, keys, lease.run, total);
  try {
    const ending = await deliverRun({
      ledger: store.ledger,
      lease,
      leaseSeconds,
      databasePatienceMs: DATABASE_PATIENCE_MS,
      servers: servers.map((share) => ({
        ...share,
        maxConnections: Math.max(1, Math.min(share.maxConnections, total)),
      })),
      ...letters,
      settings: prepared.config.delivery,
      clock: workspace.clock,
      random: Math.random,
      ...listener,
    });
    listener.rethrow();
    return ending;
  } finally {
    await close();
  }
}

/** Makes an error of the caller's listener end the run after the letters under way; it is thrown then. */
function guard({ onEvent, signal }: SendHooks) {
  const stop = new AbortController();
  let failure: { readonly error: unknown } | undefined;
  return {
    signal: AbortSignal.any([stop.signal, ...(signal ? [signal] : [])]),
    onEvent: (event: DeliveryEvent) => {
      try {
        onEvent?.(event);
      } catch (error) {
        failure ??= { error };
        stop.abort();
      }
    },
    rethrow: () => {
      if (failure) throw failure.error;
    },
  };
}

/** Returns the progress of a run, as far as the database is available. */
export async function standingOf(sending: Sending, run: Run): Promise<RunStanding> {
  const states = await tallyIfThere(sending, run);
  return { run, states, failures: await failuresOf(sending, run, states) };
}

async function failuresOf(
  { store }: Sending,
  run: Run,
  states: Tally | undefined,
): Promise<readonly RefusalCount[]> {
  if (!states || states.accepted === run.total) return [];
  // What can't be counted just now is left out: what was sent stays sent.
  return store.runs.countRefusals(run).catch(() => []);
}

async function tallyIfThere({ store }: Sending, run: Run): Promise<Tally | undefined> {
  try {
    return await store.runs.tally(run);
  } catch (error) {
    if (error instanceof DatabaseUnavailableError) return undefined;
    throw error;
  }
}
