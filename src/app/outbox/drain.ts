/** Sends the site's mails that are due: through the newsletter's servers, at their own rate. */
import { setTimeout as sleep } from 'node:timers/promises';
import { asError } from '../../base/as-error.ts';
import { DatabaseUnavailableError } from '../../base/database-unavailable.ts';
import { maskQuoted } from '../../base/mask-address.ts';
import { startStopwatch } from '../../base/stopwatch.ts';
import { retryDelay } from '../../deliver/backoff.ts';
import { consequencesOf } from '../../deliver/reply-table.ts';
import type { RateLimit } from '../../deliver/rate-limits.ts';
import type { Letter } from '../../letter/letter.ts';
import type { SendOutcome, SmtpFailure } from '../../smtp/transport.ts';
import type { ClaimedMail, MailOutcome, Outbox, SiteMail } from '../../subscribers/outbox.ts';
import type { Suppressions } from '../../subscribers/suppression.ts';
import type { MailConnections } from './connections.ts';

/** What happens to mails; no address is named. */
export type MailEvent =
  | {
      readonly kind: 'mail';
      readonly mail: SiteMail['kind'];
      readonly outcome: MailOutcome['kind'];
    }
  /** The rest waits: the servers can't be used, or refuse the sender. */
  | { readonly kind: 'mail-servers'; readonly reason: string }
  /** A mail could not be written, by a fault of the program, its theme or the content. */
  | { readonly kind: 'mail-fault'; readonly mail: SiteMail['kind']; readonly error: Error };

/** A mail that is ready, or why it is not sent. */
export type ReadyMail =
  | {
      readonly kind: 'letter';
      readonly letter: Letter;
      /** Allows the first byte, right before it; false if the mail must not go. */
      readonly release?: () => Promise<boolean>;
      /** Notes what came of the release. */
      readonly released?: (outcome: SendOutcome) => Promise<void>;
    }
  | { readonly kind: 'obsolete'; readonly reason: string };

export interface DrainOptions {
  readonly outbox: Outbox;
  readonly suppressions: Pick<Suppressions, 'add'>;
  readonly connections: MailConnections;
  readonly limit: RateLimit;
  /** How many mails are sent at a time. */
  readonly atOnce: number;
  readonly owner: string;
  readonly write: (mail: ClaimedMail) => Promise<ReadyMail>;
  readonly clock: () => Date;
  readonly random: () => number;
  readonly onEvent: (event: MailEvent) => void;
  /** Lets the mail under way come to its end, and takes no other. */
  readonly signal: AbortSignal;
}

/** What was done with the mails that were due. */
export interface Drained {
  readonly sent: number;
  readonly deferred: number;
  readonly failed: number;
  /** Whether it ended because the servers can't be used for now. */
  readonly serversFailed: boolean;
}

/** A sender that dies holds its mails for so long. */
const CLAIM_SECONDS = 60;
const RENEW_MS = 20_000;
/** Somebody waits for these mails: the waits are shorter than those of letters. */
const RETRY = { firstMinutes: 1, longestMinutes: 15, patienceMinutes: 0 };
/** After a crash between the last byte and the note that the mail was sent, it is sent again. */
const SETTLE_AGAIN_MS = 1000;

/** Sends mails until none is due, the servers fail or the signal comes. */
export async function drainOutbox(options: DrainOptions): Promise<Drained> {
  const drained = { sent: 0, deferred: 0, failed: 0 };
  let stopped = false;
  const work = async () => {
    while (!stopped && !options.signal.aborted) {
      if (!(await waitForTurn(options))) return;
      const [mail] = await options.outbox.claim(options.owner, 1, CLAIM_SECONDS);
      if (!mail) return;
      const { outcome, goOn } = await sendOne(mail, options);
      if (!goOn) stopped = true;
      drained[outcome]++;
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, work));
  return { ...drained, serversFailed: stopped };
}

/** Waits until the rate allows one more mail; false if the signal came first. */
async function waitForTurn({ limit, clock, signal }: DrainOptions): Promise<boolean> {
  for (;;) {
    const wait = limit.wait(clock().getTime());
    if (wait === 0) return !signal.aborted;
    await sleep(wait, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return false;
  }
}

interface Attempted {
  readonly outcome: MailOutcome['kind'];
  /** False if the servers can't be used for now. */
  readonly goOn: boolean;
}

async function sendOne(mail: ClaimedMail, options: DrainOptions): Promise<Attempted> {
  const { outbox, owner, onEvent } = options;
  const heartbeat = keepClaim(mail, options);
  try {
    const attempted = await attempt(mail, options, heartbeat);
    if (attempted.suppress !== undefined) {
      await options.suppressions.add(mail.to, attempted.suppress, 'hard-bounce');
    }
    await patiently(() => outbox.settle(owner, mail.id, attempted.outcome), options);
    onEvent({ kind: 'mail', mail: mail.mail.kind, outcome: attempted.outcome.kind });
    return { outcome: attempted.outcome.kind, goOn: attempted.goOn };
  } finally {
    heartbeat.end();
  }
}

/** Keeps the claim on a mail while it is being sent: a silent server may take ten minutes. */
function keepClaim({ id }: ClaimedMail, { outbox, owner }: DrainOptions) {
  let watch = startStopwatch();
  const renew = async () => {
    const since = startStopwatch();
    const isOurs = await outbox.renew(owner, [id], CLAIM_SECONDS);
    if (isOurs) watch = since;
    return isOurs;
  };
  const timer = setInterval(() => void renew().catch(() => undefined), RENEW_MS);
  return {
    renew,
    holds: () => watch() < CLAIM_SECONDS * 1000,
    end: () => {
      clearInterval(timer);
    },
  };
}

type Heartbeat = ReturnType<typeof keepClaim>;

interface Result {
  readonly outcome: MailOutcome;
  readonly goOn: boolean;
  /** Why the address is to be suppressed. */
  readonly suppress?: string;
}

async function attempt(
  mail: ClaimedMail,
  options: DrainOptions,
  heartbeat: Heartbeat,
): Promise<Result> {
  const later = (reason: string, hasReply: boolean): MailOutcome => ({
    kind: 'deferred',
    reason: maskQuoted(reason, mail.to),
    retryAt: new Date(
      options.clock().getTime() + retryDelay(mail.attempts, hasReply, RETRY, options.random),
    ),
  });
  const ready = await writeSafely(mail, options);
  if (ready.kind === 'fault') return { outcome: later(ready.reason, true), goOn: true };
  if (ready.kind === 'obsolete') {
    return { outcome: { kind: 'failed', reason: ready.reason }, goOn: true };
  }
  const connected = await options.connections.acquire(options.signal);
  if (!connected.ok) {
    options.onEvent({ kind: 'mail-servers', reason: connected.reason });
    return { outcome: later(connected.reason, false), goOn: false };
  }
  const counted = options.clock().getTime();
  options.limit.count(counted);
  let refused = false;
  const release = async () => {
    try {
      if (!(await heartbeat.renew())) return false;
      refused = !((await ready.release?.()) ?? true);
      return !refused;
    } catch {
      // What the database does not know must not be sent.
      return false;
    }
  };
  const sent = await connected.connection.send(ready.letter, release, undefined, heartbeat.holds);
  connected.done();
  if (ready.released) await patiently(() => ready.released?.(sent), options);
  if (sent.kind !== 'accepted') options.limit.forget(counted);
  return resultOf(sent, ready.letter.messageId, mail, refused, later);
}

/** What came of an attempt by what the server said. */
function resultOf(
  sent: SendOutcome,
  messageId: string,
  { to }: ClaimedMail,
  refused: boolean,
  later: (reason: string, hasReply: boolean) => MailOutcome,
): Result {
  switch (sent.kind) {
    case 'accepted':
      return { outcome: { kind: 'sent', messageId }, goOn: true };
    case 'withheld':
      return refused
        ? { outcome: { kind: 'failed', reason: 'it must no longer be sent' }, goOn: true }
        : { outcome: later('the database was unavailable', false), goOn: true };
    case 'stale':
    case 'untried':
      return { outcome: later('it was not sent in time', false), goOn: true };
    case 'failed':
      return resultOfFailure(sent.failure, to, later);
  }
}

function resultOfFailure(
  failure: SmtpFailure,
  to: string,
  later: (reason: string, hasReply: boolean) => MailOutcome,
): Result {
  const { delivery, run, suppress } = consequencesOf(failure);
  const goOn = run !== 'stop' && run !== 'pause';
  const reason = maskQuoted(failure.message, to);
  if (delivery === 'planned' || delivery === 'deferred') {
    return { outcome: later(failure.message, failure.reply !== undefined), goOn };
  }
  // Nobody knows whether it arrived: it is not sent twice, and a person who waits for it may ask again.
  const unknown = delivery === 'unknown' ? ' (it may have arrived)' : '';
  return {
    outcome: { kind: 'failed', reason: reason + unknown },
    goOn,
    ...(suppress && { suppress: reason }),
  };
}

async function writeSafely(
  mail: ClaimedMail,
  { write, onEvent }: DrainOptions,
): Promise<ReadyMail | { readonly kind: 'fault'; readonly reason: string }> {
  try {
    return await write(mail);
  } catch (caught) {
    const error = asError(caught);
    if (error instanceof DatabaseUnavailableError) return { kind: 'fault', reason: error.message };
    onEvent({ kind: 'mail-fault', mail: mail.mail.kind, error });
    return { kind: 'fault', reason: 'it could not be written' };
  }
}

/** Repeats what the database must know, so that a mail which was sent is not sent again. */
async function patiently(
  work: () => Promise<unknown> | undefined,
  { signal }: Pick<DrainOptions, 'signal'>,
): Promise<void> {
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError) || signal.aborted) throw error;
      await sleep(SETTLE_AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
