import type { RunResult } from '../../../deliver/events.ts';
import { LedgerError, type Lease, type Run } from '../../../deliver/ledger.ts';
import { deliverRun } from '../../../deliver/run.ts';
import { pending, type Tally } from '../../../deliver/state.ts';
import { EXIT, plural, signed } from '../../io.ts';
import { openLetters } from '../../../app/send/letters.ts';
import { describeOwner, isDeadOwner, ownerName } from '../../../app/send/owner.ts';
import { startProgress } from '../../progress/progress.ts';
import { openRunLog } from '../../log/run-log.ts';
import { tellRun } from '../../ci/tell-run.ts';
import {
  exitCode,
  explainEnd,
  reopened,
  resultJson,
  showWhereToLook,
  type Sending,
} from './sending.ts';
import { stateTable } from '../status/table.ts';

const LEASE_SECONDS = 30;

/** Sends as the one owner of the run; says who has it where it is somebody else's. */
export async function sendUnderLease(sending: Sending, run: Run): Promise<number> {
  const { io, store } = sending;
  const claim = await store.runs.claim(run, ownerName(), LEASE_SECONDS, isDeadOwner);
  if (claim.kind === 'owned') {
    const { owner, until } = claim;
    io.note(
      signed(
        'error',
        `This edition is being sent by ${describeOwner(owner)}, until ${until.toISOString()} unless renewed.`,
      ),
    );
    io.note('  Nothing was sent. Wait for it, or send again after that time.');
    await tellRun(sending, run, { kind: 'owned' });
    return EXIT.tryLater;
  }
  try {
    return await sendLeased(sending, await readied(sending, claim.lease));
  } finally {
    // Where the database is gone the lease ends by itself.
    await store.runs.free(claim.lease).catch(() => undefined);
  }
}

/** Settles what a dead sender left, and opens what the user wants sent again. */
async function readied({ io, store, options, prepared }: Sending, lease: Lease): Promise<Lease> {
  const { runs } = store;
  const left = await runs.settle(lease);
  if (left > 0) {
    io.note(
      signed(
        'warning',
        `${plural(left, 'letter')} of a sender that died may or may not have arrived: unknown.`,
      ),
    );
  }
  await runs.reopen(lease, reopened(options));
  const { contentHash } = prepared.composed;
  return contentHash === lease.run.contentHash ? lease : runs.amend(lease, contentHash);
}

async function sendLeased(sending: Sending, lease: Lease): Promise<number> {
  const { io, store, options, prepared } = sending;
  const before = await store.runs.tally(lease.run);
  const result = await deliverSeen(sending, lease, pending(before));
  const states = await tallyIfThere(sending, lease);
  await tellRun(sending, lease.run, result);
  if (!states) {
    explainEnd(sending, result, before);
    return EXIT.tryLater;
  }
  const sent = states.accepted - before.accepted;
  explainEnd(sending, result, states);
  if (options.json === true) {
    io.out(resultJson(prepared.edition.id, lease.run, sent, states, result));
  } else {
    const sign = exitCode(states, result, options) === EXIT.done ? 'done' : 'warning';
    const { id } = prepared.edition;
    io.out(signed(sign, `Sent ${id} to ${plural(sent, 'subscriber')}.\n${stateTable(states)}`));
    showWhereToLook(sending);
  }
  return exitCode(states, result, options);
}

/** Delivers a run, with its progress on the screen and its story in the log. */
async function deliverSeen(sending: Sending, lease: Lease, total: number): Promise<RunResult> {
  const { io, store, options, prepared, target, keys } = sending;
  const { id: edition } = prepared.edition;
  const log =
    options.logFile === undefined
      ? undefined
      : await openRunLog(
          options.logFile,
          { edition, runId: lease.run.id, mask: options.maskAddresses === true },
          io,
        );
  const { close, ...letters } = await openLetters(prepared, keys, total);
  const progress = startProgress(total, io);
  const signal = io.stopSignal();
  signal.addEventListener('abort', () => {
    progress.note(signed('note', 'Stopping after what is under way. Ctrl-C again leaves at once.'));
  });
  try {
    const result = await deliverRun({
      ledger: store.ledger,
      lease,
      leaseSeconds: LEASE_SECONDS,
      servers: target.servers.map((share) => ({
        ...share,
        maxConnections: Math.max(1, Math.min(share.maxConnections, total)),
      })),
      ...letters,
      settings: prepared.config.delivery,
      clock: io.clock,
      random: Math.random,
      signal,
      onEvent: (event) => {
        progress.event(event);
        log?.event(event);
      },
    });
    log?.result(result, await tallyIfThere(sending, lease));
    return result;
  } finally {
    progress.stop();
    await close();
    const written = await log?.close();
    if (written?.kind === 'broken') {
      const lost = plural(written.lost, 'line');
      io.note(signed('warning', `The log could not be written: ${written.reason}; ${lost} lost.`));
    }
  }
}

/** Where the run stands; undefined where the database has gone. */
async function tallyIfThere({ store }: Sending, { run }: Lease): Promise<Tally | undefined> {
  try {
    return await store.runs.tally(run);
  } catch (error) {
    if (error instanceof LedgerError) return undefined;
    throw error;
  }
}
