import { defined } from '../../base/defined.ts';
import { hasErrors, type Problem } from '../../base/problem.ts';
import { plural } from '../../base/format.ts';
import { printable } from '../../base/printable.ts';
import { UserError } from '../../base/user-error.ts';
import type { Run } from '../../deliver/ledger.ts';
import type { RunPlan } from '../../deliver/runs.ts';
import { consequencesOf } from '../../deliver/reply-table.ts';
import { pending, type Tally } from '../../deliver/state.ts';
import { audienceOf } from '../../edition/audience.ts';
import { fingerprintOf } from '../../edition/fingerprint.ts';
import type { Store } from '../../store/open.ts';
import type { AudienceCount } from '../../subscribers/audiences.ts';
import type { Audience } from '../../subscribers/segment.ts';
import { checkRecipients } from './recipients.ts';
import { findUnapproved } from '../approval/compare.ts';
import { finishedFor, runChecks } from '../checks/check.ts';
import { prepareEdition, skippedFiles, SPECIMEN, type Prepared } from '../prepare/prepare.ts';
import { importFile } from '../subscribers/import.ts';
import { sampleList, withStore, type Workspace } from '../workspace.ts';
import {
  findDestination,
  openDestination,
  refuseTrial,
  sendsToReaders,
  type OpenDestination,
} from './destination.ts';
import { dryRun, type DryRunResult } from './dry-run.ts';
import { isEphemeral } from './ephemeral.ts';
import { loadKeys } from './letters.ts';
import type { Transport } from '../../smtp/transport.ts';
import type {
  Addressed,
  Refused,
  SendEvent,
  SendHooks,
  SendRequest,
  SendResult,
} from './result.ts';
import { refuseSameStory } from './same-story.ts';
import { sendUnderLease, standingOf } from './run.ts';
import { addressed, waiting, type Sending } from './sending.ts';
import { leaveOtherAudiences, refuseNobody, refuseOtherAudience } from './other-audiences.ts';
import { ownHours } from './turns.ts';

/**
 * Sends an edition to everybody in its audience who does not have it yet: checks the letter, the
 * list, the approval and the servers, asks, and delivers. Throws UserError if the user has made
 * a mistake, and DatabaseUnavailableError where the database can't be used.
 */
export async function sendEdition(
  workspace: Workspace,
  request: SendRequest,
  hooks: SendHooks = {},
): Promise<SendResult> {
  const prepared = await prepareEdition(workspace, request.edition);
  refuseTrial(workspace.env, prepared.config);
  if (isEphemeral(workspace.env, prepared.config, request.ephemeral === true)) {
    hooks.onEvent?.({ kind: 'ephemeral' });
  }
  return atDestination(
    workspace,
    prepared,
    hooks.onEvent,
    (store, { destination, servers }) => {
      const audience = audienceFor(prepared);
      return sendPrepared({
        ...{ workspace, store, prepared, audience },
        ...{ destination, servers, request, hooks },
      });
    },
    request.acceptLoss,
  );
}

function audienceEvent({ audience, receivers, leftOut }: AudienceCount): SendEvent {
  return { kind: 'audience', audience, count: receivers, leftOut };
}

function audienceFor({ edition, config }: Prepared): Audience {
  return audienceOf(edition.audience, config);
}

/** Checks the letter, and the list if the letter goes to readers. */
async function findProblems(
  store: Store,
  prepared: Prepared,
  real: boolean,
  onEvent: SendHooks['onEvent'],
): Promise<readonly Problem[]> {
  const audience = audienceFor(prepared);
  const longest = (await store.subscribers.longest(audience.segment)) ?? SPECIMEN;
  const problems = [
    ...(await runChecks(prepared, finishedFor(prepared, longest, real))),
    ...(real ? await checkRecipients(store, prepared, audience) : []),
  ];
  onEvent?.({ kind: 'checked', problems });
  return problems;
}

/**
 * Does all that sendEdition does up to the servers, and writes the letters to
 * dist/<edition>/dry-run/. Throws like sendEdition.
 */
export async function dryRunEdition(
  workspace: Workspace,
  { edition, again = false, amend = false }: Pick<SendRequest, 'edition' | 'again' | 'amend'>,
  onEvent?: SendHooks['onEvent'],
): Promise<DryRunResult> {
  const prepared = await prepareEdition(workspace, edition);
  announce(workspace, prepared, onEvent);
  const destination = findDestination(workspace.env, prepared.config);
  const about = addressed(prepared, destination);
  const work = async (store: Store): Promise<DryRunResult> => {
    const real = sendsToReaders(workspace.env, prepared.config);
    const problems = await findProblems(store, prepared, real, onEvent);
    if (hasErrors(problems)) return { ...about, kind: 'checks-failed', problems };
    const keys = await loadKeys(prepared, destination, workspace.env);
    if ((await store.subscribers.count()) === 0) throw emptyList();
    // With DATABASE_URL letters are for readers, even if no server is named yet.
    const kind = workspace.env['DATABASE_URL'] ? 'server' : destination.kind;
    const { hold } = prepared.edition;
    if (hold) return { ...about, kind: 'held', hold };
    const audience = audienceFor(prepared);
    const sent = { edition: prepared.edition.id, destination: kind };
    const run = await store.runs.find(sent.edition, audience.name, kind);
    const counted = await store.audiences.count(audience, sent);
    await refuseOtherAudience(store, sent, audience, amend);
    if (!run) {
      refuseNobody(sent.edition, counted);
      onEvent?.(audienceEvent(counted));
      if (kind === 'server' && !again)
        await refuseSameStory(store, prepared, audience, workspace.clock());
    }
    const unapproved = findUnapproved(prepared, workspace);
    if (unapproved) return { ...about, kind: 'unapproved', ...unapproved };
    return {
      ...about,
      ...(await dryRun(workspace, store, prepared, keys, counted, { run, audience, sent })),
    };
  };
  return withStore(workspace, work, { toRead: true });
}

function announce(workspace: Workspace, prepared: Prepared, onEvent: SendHooks['onEvent']): void {
  const { id, subject } = prepared.edition;
  onEvent?.({ kind: 'prepared', edition: id, subject });
  const skipped = skippedFiles(workspace, prepared);
  if (skipped.length > 0) onEvent?.({ kind: 'skipped', problems: skipped });
}

/** Opens what sending needs, for a letter that passes the checks. */
async function atDestination<T>(
  workspace: Workspace,
  prepared: Prepared,
  onEvent: SendHooks['onEvent'],
  work: (store: Store, opened: OpenDestination) => Promise<T>,
  acceptLoss = false,
): Promise<T | (Addressed & Refused)> {
  announce(workspace, prepared, onEvent);
  const prepareToSend = async (store: Store): Promise<T | (Addressed & Refused)> => {
    const opened = await openDestination(workspace, prepared.config);
    try {
      const problems = await findProblems(store, prepared, opened.real, onEvent);
      if (!hasErrors(problems)) return await work(store, opened);
      return { ...addressed(prepared, opened.destination), kind: 'checks-failed', problems };
    } finally {
      await opened.close();
    }
  };
  return withStore(workspace, prepareToSend, { acceptLoss });
}

async function sendPrepared(sending: Sending): Promise<SendResult> {
  const { workspace, store, prepared, audience, destination, request, hooks } = sending;
  const { edition } = prepared;
  const sent = { edition: edition.id, destination: destination.kind };
  const about = addressed(prepared, destination);
  const keys = await loadKeys(prepared, destination, workspace.env);
  await fillList(sending);
  const known = await store.runs.find(edition.id, audience.name, destination.kind);
  const counted = known ? undefined : await store.audiences.count(audience, sent);
  const states = known && (await store.runs.tally(known));
  await refuseOtherAudience(store, sent, audience, request.amend === true);
  if (known && states) {
    if (waiting(states, request) + states.released === 0) return nothingToSend(sending, known);
    refuseChanged(sending, known, states);
  }
  if (edition.hold) return { ...about, kind: 'held', hold: edition.hold };
  if (counted) {
    refuseNobody(edition.id, counted);
    hooks.onEvent?.(audienceEvent(counted));
    if (destination.kind === 'server' && request.again !== true) {
      await refuseSameStory(store, prepared, audience, workspace.clock());
    }
  }

  const unapproved = findUnapproved(prepared, workspace);
  if (unapproved) return { ...about, kind: 'unapproved', ...unapproved };
  if (!(await findServer(sending))) return { ...about, kind: 'unreachable' };
  const count = states ? waiting(states, request) : (counted?.receivers ?? 0);
  if (!(await isConfirmed(sending, count))) return { ...about, kind: 'declined' };
  if (hooks.signal?.aborted === true) return { ...about, kind: 'interrupted' };
  const owned = await leaveOtherAudiences(sending, sent);
  if (owned) return { ...about, ...owned };
  const run = known ?? (await store.runs.create(await planOf(sending)));
  return sendUnderLease(sending, keys, run);
}

async function planOf({ store, prepared, audience, destination }: Sending): Promise<RunPlan> {
  const { edition, config, composed } = prepared;
  return {
    edition: edition.id,
    audience: audience.name,
    ...defined({ segment: audience.segment }),
    destination: destination.kind,
    contentHash: composed.contentHash,
    fingerprint: fingerprintOf(edition.lead),
    ...defined({ hours: await ownHours(edition, config, store, audience.segment) }),
  };
}

async function isConfirmed(
  { prepared, audience, destination, hooks }: Sending,
  count: number,
): Promise<boolean> {
  if (destination.kind === 'mailbox' || !hooks.confirm) return true;
  const { edition, composed } = prepared;
  const { contentHash } = composed;
  return hooks.confirm({
    ...{ edition: edition.id, audience: audience.name, contentHash },
    ...{ count, destination },
  });
}

async function nothingToSend(sending: Sending, run: Run): Promise<SendResult> {
  const { prepared, destination } = sending;
  const changed = run.contentHash !== prepared.composed.contentHash;
  const standing = await standingOf(sending, run);
  return { ...addressed(prepared, destination), kind: 'nothing', ...standing, changed };
}

/** Looks whether anybody is on the list; a first run into the mailbox gets the sample list. */
async function fillList(sending: Sending): Promise<void> {
  const { workspace, store, destination, hooks } = sending;
  if ((await store.subscribers.count()) > 0) return;
  const sample = sampleList(workspace);
  if (destination.kind === 'server' || sample === undefined) throw emptyList();
  const file = workspace.show(sample);
  const { added } = await importFile(store, sample, file);
  hooks.onEvent?.({ kind: 'sample-imported', count: added, file });
}

function emptyList(): UserError {
  return new UserError(
    'The list is empty.',
    'Import one: run `broadsheet subscribers import FILE.csv`.',
  );
}

/** An edition that changed in the middle of its run is not sent on, unless the user says so. */
function refuseChanged({ request, prepared }: Sending, run: Run, states: Tally): void {
  const { edition, composed } = prepared;
  if (run.contentHash !== composed.contentHash && request.amend !== true) {
    throw new UserError(
      `${edition.id} has changed since its sending began, and some subscribers have the earlier version.`,
      'Revert the change, or pass --amend to send the new version to everyone still waiting.',
    );
  }
  if (request.onlyFailed === true && pending(states) > 0) {
    throw new UserError(
      `${plural(pending(states), 'subscriber')} of ${edition.id} are still waiting for a first attempt.`,
      'Send without --only-failed first.',
    );
  }
}

/** A server that is silent for longer may be waiting for TLS, or be none. */
const SILENCE_SECONDS = 5;

/** Connects; tells of a wait that is longer than a person expects. */
async function connectAloud(transport: Transport, hooks: SendHooks) {
  const timer = setTimeout(() => {
    hooks.onEvent?.({ kind: 'server-silent', name: transport.name, seconds: SILENCE_SECONDS });
  }, SILENCE_SECONDS * 1000);
  const connected = await transport.connect();
  clearTimeout(timer);
  return connected;
}

/** Finds out whether a server answers, before anything is written. Throws UserError on a bad setting. */
async function findServer({ destination, servers, hooks }: Sending): Promise<boolean> {
  let found = false;
  for (const { transport } of servers) {
    const connected = await connectAloud(transport, hooks);
    if (connected.ok) {
      connected.connection.close();
      found = true;
      hooks.onEvent?.({ kind: 'server', destination, name: transport.name });
      continue;
    }
    const message = printable(connected.failure.message);
    if (consequencesOf(connected.failure).run === 'stop') {
      throw new UserError(
        `Can't use the SMTP server ${transport.name}: ${message}`,
        'Nothing was sent. Fix SMTP_URL; docs/delivery.md explains its options.',
      );
    }
    hooks.onEvent?.({ kind: 'server-failed', name: transport.name, message });
  }
  return found;
}
