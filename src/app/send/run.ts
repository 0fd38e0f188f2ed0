import type { RunResult } from '../../deliver/events.ts';
import { DatabaseUnavailableError } from '../../base/database-unavailable.ts';
import type { Lease, Run } from '../../deliver/ledger.ts';
import { deliverRun } from '../../deliver/run.ts';
import { pending, type Tally } from '../../deliver/state.ts';
import type { DkimKey } from '../../dkim/key.ts';
import { openLetters } from './letters.ts';
import { isDeadOwner, ownerName } from './owner.ts';
import type { RunStanding, SendResult } from './result.ts';
import { reopened, type Sending } from './sending.ts';

const LEASE_SECONDS = 30;

/** Sends as the one owner of the run; returns the owner where it is another process. */
export async function sendUnderLease(
  sending: Sending,
  keys: readonly DkimKey[],
  run: Run,
): Promise<SendResult> {
  const { store, prepared, destination } = sending;
  const { edition } = prepared;
  const claim = await store.runs.claim(run, ownerName(), LEASE_SECONDS, isDeadOwner);
  if (claim.kind === 'owned') {
    return { edition, destination, ...claim, ...(await standingOf(sending, run)) };
  }
  try {
    const lease = await takeUp(sending, claim.lease);
    const before = await store.runs.tally(lease.run);
    const result = await deliver(sending, keys, lease, pending(before));
    const standing = await standingOf(sending, lease.run);
    return { edition, destination, kind: 'ended', result, before, ...standing };
  } finally {
    // Where the database is gone the lease ends by itself.
    await store.runs.free(claim.lease).catch(() => undefined);
  }
}

/** Settles what a dead sender left, and reopens what the user wants sent again. */
async function takeUp(sending: Sending, lease: Lease): Promise<Lease> {
  const { store, prepared, request, hooks } = sending;
  const unknown = await store.runs.settle(lease);
  if (unknown > 0) hooks.onEvent({ kind: 'settled', count: unknown });
  await store.runs.reopen(lease, reopened(request));
  const { contentHash } = prepared.composed;
  return contentHash === lease.run.contentHash ? lease : store.runs.amend(lease, contentHash);
}

/** Delivers a run while the caller watches. */
async function deliver(
  sending: Sending,
  keys: readonly DkimKey[],
  lease: Lease,
  total: number,
): Promise<RunResult> {
  const { workspace, store, prepared, destination, hooks } = sending;
  const signal = hooks.stopSignal();
  const watcher = await hooks.watch(lease.run, total, signal);
  const { close, ...letters } = await openLetters(prepared, keys, total);
  let result: RunResult | undefined;
  try {
    result = await deliverRun({
      ledger: store.ledger,
      lease,
      leaseSeconds: LEASE_SECONDS,
      servers: destination.servers.map((share) => ({
        ...share,
        maxConnections: Math.max(1, Math.min(share.maxConnections, total)),
      })),
      ...letters,
      settings: prepared.config.delivery,
      clock: workspace.clock,
      random: Math.random,
      signal,
      onEvent: (event) => {
        watcher.event(event);
      },
    });
    return result;
  } finally {
    const states = result && (await tallyIfThere(sending, lease.run));
    await watcher.ended(result, states);
    await close();
  }
}

/** Returns where a run stands, as much of it as the database still says. */
export async function standingOf(sending: Sending, run: Run): Promise<RunStanding> {
  const { store, hooks } = sending;
  const states = await tallyIfThere(sending, run);
  // What can't be counted just now is left out: what was sent stays sent.
  const failures =
    states && hooks.countFailures === true
      ? await store.runs.countRefusals(run).catch(() => [])
      : [];
  return { run, states, failures };
}

async function tallyIfThere({ store }: Sending, run: Run): Promise<Tally | undefined> {
  try {
    return await store.runs.tally(run);
  } catch (error) {
    if (error instanceof DatabaseUnavailableError) return undefined;
    throw error;
  }
}
