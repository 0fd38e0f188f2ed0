import type { Run } from '../../../deliver/ledger.ts';
import { pending, type Tally } from '../../../deliver/state.ts';
import { defined } from '../../../base/defined.ts';
import { AUDIENCE } from '../../../app/send/audience.ts';
import { dryRun } from '../../../app/send/dry-run.ts';
import { ownHours } from '../../../app/send/due.ts';
import { refuseForgetful } from '../../../app/send/forgetful.ts';
import { EXIT, plural, signed, type Io } from '../../io.ts';
import { keysFor } from '../../../app/send/letters.ts';
import { agreed, passesGate, preflightServers, readyList, refuseChanged } from './preflight.ts';
import { prepareEdition, SPECIMEN } from '../../../app/prepare.ts';
import { printable } from '../../../base/printable.ts';
import { refuseUnapproved } from '../../../app/approval/refuse-unapproved.ts';
import { sendTest } from '../../../app/send/test.ts';
import {
  exitCode,
  reopened,
  resultJson,
  showWhereToLook,
  type Sending,
  type SendOptions,
} from './sending.ts';
import { sendUnderLease } from './run.ts';
import { stateTable } from '../status/table.ts';
import { openTarget } from '../../../app/send/target.ts';
import { tellRun } from '../../ci/tell-run.ts';
import { openWorkspace, withStore, type Workspace } from '../../../app/workspace.ts';

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
  if (options.test !== undefined) return test(workspace, named, options.test, options, io);
  const prepared = await prepareEdition(workspace, named, io);
  if (options.dryRun !== true) refuseForgetful(io, prepared.config, options);
  io.note(signed('done', `Edition ${prepared.edition.id}: "${prepared.edition.subject}"`));
  return withStore(workspace, io, async (store) => {
    const target = await openTarget(workspace, prepared.config, io);
    try {
      if (!(await passesGate(prepared, store.subscribers, target, io))) return EXIT.failed;
      const keys = await keysFor(prepared, target, io);
      return await sendPrepared({ io, workspace, options, prepared, target, store, keys });
    } finally {
      await target.close();
    }
  });
}

/** One letter to one address; nothing is asked and the ledger hears nothing of it. */
async function test(
  workspace: Workspace,
  named: string | undefined,
  address: string,
  { json = false }: SendOptions,
  io: Io,
): Promise<number> {
  const sent = await sendTest(workspace, named, address, SPECIMEN, io);
  if (json) io.out(JSON.stringify(sent));
  else if (sent.ok) io.out(signed('done', `A test went to ${address}, through ${sent.where}.`));
  if (!sent.ok) io.note(signed('error', `The test was not taken: ${printable(sent.message)}`));
  return sent.ok ? EXIT.done : EXIT.failed;
}

async function sendPrepared(sending: Sending): Promise<number> {
  const { io, options, prepared, store, workspace } = sending;
  const subscribers = await readyList(sending);
  if (options.dryRun === true) {
    await refuseUnapproved(prepared, workspace, io);
    return dryRun(sending, subscribers);
  }

  const known = await store.runs.find(prepared.edition.id, AUDIENCE);
  const states = known && (await store.runs.tally(known));
  if (known && states) {
    if (!isOpen(states, options)) return nothingToDo(sending, known, states);
    refuseChanged(sending, known, states);
  } else io.note(signed('done', `List: ${plural(subscribers, 'subscriber')}`));

  await refuseUnapproved(prepared, workspace, io);
  const unreachable = await preflightServers(sending);
  if (unreachable !== undefined) return unreachable;
  const count = states ? waiting(states, options) : subscribers;
  if (!(await agreed(sending, count))) {
    io.note('Nothing was sent.');
    return EXIT.done;
  }
  const { id: edition } = prepared.edition;
  const { contentHash } = prepared.composed;
  const hours = await ownHours(prepared.edition, prepared.config, store);
  const plan = { edition, audience: AUDIENCE, contentHash, ...defined({ hours }) };
  return sendUnderLease(sending, known ?? (await store.runs.create(plan)));
}

/** How many deliveries would be sent now. */
function waiting(states: Tally, options: SendOptions): number {
  return reopened(options).reduce((sum, state) => sum + states[state], pending(states));
}

function isOpen(states: Tally, options: SendOptions): boolean {
  return waiting(states, options) + states.released > 0;
}

async function nothingToDo(sending: Sending, run: Run, states: Tally): Promise<number> {
  const { io, options, prepared } = sending;
  const { id } = prepared.edition;
  const all = states.accepted === run.total;
  await tellRun(sending, run, { kind: 'nothing' });
  if (options.json === true) io.out(resultJson(id, run, 0, states));
  else if (all)
    io.out(
      signed('done', `Nothing to send: all ${plural(run.total, 'subscriber')} have ${id} already.`),
    );
  else io.out(signed('done', `Nothing to send: ${id} has been sent.\n${stateTable(states)}`));
  if (run.contentHash !== prepared.composed.contentHash) {
    io.note(signed('note', 'The edition has changed since it was sent; nobody gets it twice.'));
  }
  if (options.json !== true) showWhereToLook(sending);
  return exitCode(states);
}
