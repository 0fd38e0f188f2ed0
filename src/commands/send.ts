import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Run } from '../deliver/ledger.ts';
import { deliverRun } from '../deliver/run.ts';
import { pending, type Tally } from '../deliver/state.ts';
import { spliceLetter } from '../letter/letter.ts';
import { sqlLedger } from '../store/ledger.ts';
import { AUDIENCE } from './audience.ts';
import { dryRun } from './dry-run.ts';
import { EXIT, plural, signed, type Io } from './io.ts';
import { agreed, passesGate, preflightServer, readyList, refuseChanged } from './preflight.ts';
import { prepareEdition } from './prepare.ts';
import { startProgress } from './progress.ts';
import {
  exitCode,
  resultJson,
  showWhereToLook,
  type Sending,
  type SendOptions,
} from './sending.ts';
import { stateTable } from './status.ts';
import { openTarget } from './target.ts';
import { openWorkspace, withDatabase } from './workspace.ts';

const CONNECTIONS = 5;
const LEASE_SECONDS = 30;

/**
 * Sends an edition to whoever does not have it yet: a preflight list, a count, a question where a
 * real server is the target, then progress.
 */
export async function send(
  named: string | undefined,
  options: SendOptions,
  io: Io,
): Promise<number> {
  const workspace = openWorkspace(io, options.content);
  const prepared = await prepareEdition(workspace, named, io);
  io.note(signed('done', `Edition ${prepared.edition.id}: "${prepared.edition.subject}"`));
  return withDatabase(workspace, async (db) => {
    const ledger = sqlLedger(db, io.clock);
    const target = await openTarget(workspace, io);
    try {
      if (!(await passesGate(prepared, db, target, io))) return EXIT.failed;
      return await sendPrepared({ io, workspace, options, prepared, target, db, ledger });
    } finally {
      await target.close();
    }
  });
}

async function sendPrepared(sending: Sending): Promise<number> {
  const { io, options, prepared, ledger } = sending;
  const subscribers = await readyList(sending);
  if (options.dryRun === true) return dryRun(sending, subscribers);

  const known = await ledger.findRun(prepared.edition.id, AUDIENCE);
  if (known) {
    const states = await ledger.tally(known);
    if (pending(states) === 0 && states.released === 0) return nothingToDo(sending, known, states);
    refuseChanged(prepared, known);
  } else io.note(signed('done', `List: ${plural(subscribers, 'subscriber')}`));

  const unreachable = await preflightServer(sending);
  if (unreachable !== undefined) return unreachable;
  const count = known ? pending(await ledger.tally(known)) : subscribers;
  if (!(await agreed(sending, count))) {
    io.note('Nothing was sent.');
    return EXIT.done;
  }
  const { id: edition } = prepared.edition;
  const { contentHash } = prepared.composed;
  const run = known ?? (await ledger.createRun({ edition, audience: AUDIENCE, contentHash }));
  return underLease(sending, run);
}

function nothingToDo(sending: Sending, run: Run, states: Tally): number {
  const { io, options, prepared, workspace } = sending;
  const { id } = prepared.edition;
  const all = states.accepted === run.total;
  if (options.json === true) io.out(resultJson(id, run, 0, states));
  else if (all)
    io.out(
      signed('done', `Nothing to send: all ${plural(run.total, 'subscriber')} have ${id} already.`),
    );
  else io.out(signed('done', `Nothing to send: ${id} has been sent.\n${stateTable(states)}`));
  if (run.contentHash !== prepared.composed.contentHash) {
    io.note(signed('note', 'The edition has changed since it was sent; nobody gets it twice.'));
  }
  if (options.json !== true) showWhereToLook(sending, workspace);
  return exitCode(states);
}

/** Sends as the one owner of the run; says who has it where it is somebody else's. */
async function underLease(sending: Sending, run: Run): Promise<number> {
  const { io, ledger } = sending;
  const owner = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const other = await ledger.lease(run, owner, LEASE_SECONDS);
  if (other) {
    io.note(
      signed(
        'error',
        `This edition is being sent by ${other.owner}, until ${other.until} unless renewed.`,
      ),
    );
    io.note('  Nothing was sent. Wait for it, or send again after that time.');
    return EXIT.tryLater;
  }
  const renewal = setInterval(
    () => void ledger.lease(run, owner, LEASE_SECONDS),
    (LEASE_SECONDS * 1000) / 3,
  );
  try {
    return await deliver(sending, run);
  } finally {
    clearInterval(renewal);
    await ledger.free(run, owner);
  }
}

async function deliver(sending: Sending, run: Run): Promise<number> {
  const { io, ledger, options, prepared, target, workspace } = sending;
  const left = await ledger.settle(run);
  if (left > 0) {
    io.note(
      signed(
        'warning',
        `${plural(left, 'letter')} of a sender that died may or may not have arrived: unknown.`,
      ),
    );
  }
  const before = await ledger.tally(run);
  const progress = await startProgress(pending(before), io);
  const result = await deliverRun({
    ledger,
    run,
    transport: target.transport,
    connections: Math.min(CONNECTIONS, pending(before)),
    letterFor: (subscriber) => spliceLetter(prepared.composed, subscriber),
    onOutcome: () => {
      progress.advance();
    },
  });
  progress.stop();
  const states = await ledger.tally(run);
  const sent = states.accepted - before.accepted;
  if (result.kind === 'stopped') {
    io.note(signed('error', `The run was stopped by the server: ${result.reason}`));
    io.note(`  ${plural(pending(states), 'subscriber')} left. Send again to go on.`);
  }
  if (options.json === true) io.out(resultJson(prepared.edition.id, run, sent, states));
  else {
    const sign = exitCode(states) === EXIT.done ? 'done' : 'warning';
    io.out(
      signed(
        sign,
        `Sent ${prepared.edition.id} to ${plural(sent, 'subscriber')}.\n${stateTable(states)}`,
      ),
    );
    showWhereToLook(sending, workspace);
  }
  return exitCode(states);
}
