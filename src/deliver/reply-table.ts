import type { Reply } from '../smtp/reply.ts';
import type { SmtpFailure, Stage } from '../smtp/transport.ts';
import { senderFault } from './reply-words.ts';

/** What a failure means for the delivery and for the run. */
export interface Consequences {
  /** The delivery's new state; `planned` leaves it as it is. */
  readonly delivery: 'planned' | 'deferred' | 'rejected' | 'unknown';
  /** `slow`: use fewer connections. `pause`, `stop`: end the run for now. */
  readonly run: 'go-on' | 'slow' | 'pause' | 'stop';
  /** Put the address on the suppression list. */
  readonly suppress: boolean;
  /** What the circuit breaker counts it as. */
  readonly counts?: 'refused' | 'policy' | 'deferred' | 'unknown';
}

type StageRow = Readonly<Record<'transient' | 'permanent' | 'loss', Consequences>>;

const consequences = (
  delivery: Consequences['delivery'],
  run: Consequences['run'] = 'go-on',
  counts?: Consequences['counts'],
): Consequences => ({ delivery, run, suppress: false, ...(counts && { counts }) });

const UNTOUCHED = consequences('planned');
const SLOWER = consequences('planned', 'slow');
const PAUSED = consequences('planned', 'pause');
const STOPPED = consequences('planned', 'stop');
const DEFERRED = consequences('deferred', 'go-on', 'deferred');
const REFUSED = consequences('rejected', 'go-on', 'refused');
const POLICY = consequences('rejected', 'go-on', 'policy');
const UNKNOWN = consequences('unknown', 'go-on', 'unknown');

/**
 * The consequences by stage and kind of reply: 4xx, 5xx or none (a loss, a timeout, garbage).
 *
 * - Until the final dot is out, a loss is harmless; after it, nobody knows whether the letter
 *   arrived (RFC 1047). At `tls` there is no loss: a failure without a reply there is a fault of
 *   the server's encryption.
 * - A reply before RCPT, including the one to MAIL, is about the sender or the server, and is never
 *   charged to a recipient.
 * - A reply about the sender's quota, rate or reputation is never charged to a recipient, whatever
 *   its code: see reply-words.ts.
 * - A 4xx after the dot, even 421, says that the letter was not accepted (RFC 5321 4.2.1).
 */
const TABLE: Readonly<Record<Stage, StageRow>> = {
  connect: { transient: SLOWER, permanent: PAUSED, loss: UNTOUCHED },
  tls: { transient: SLOWER, permanent: STOPPED, loss: STOPPED },
  greeting: { transient: SLOWER, permanent: PAUSED, loss: UNTOUCHED },
  auth: { transient: SLOWER, permanent: STOPPED, loss: UNTOUCHED },
  mail: { transient: { ...DEFERRED, run: 'slow' }, permanent: PAUSED, loss: DEFERRED },
  rcpt: { transient: DEFERRED, permanent: REFUSED, loss: DEFERRED },
  data: { transient: DEFERRED, permanent: POLICY, loss: DEFERRED },
  body: { transient: DEFERRED, permanent: POLICY, loss: DEFERRED },
  dot: { transient: DEFERRED, permanent: POLICY, loss: UNKNOWN },
};

const ABOUT_THE_LETTER: readonly Stage[] = ['rcpt', 'data', 'body', 'dot'];
/** No such mailbox, no such domain, moved, disabled (RFC 3463 3.2 and 3.3, RFC 7505). */
const GONE = /^5\.(?:1\.(?:1|2|3|6|10)|2\.1)$/;
const MAILBOX_FULL = '5.2.2';
const NO_SMTPUTF8 = '5.6.7';

/** Looks up a failure. The enhanced status code takes precedence over the basic one (RFC 3463). */
export function consequencesOf({ stage, reply }: SmtpFailure): Consequences {
  if (!reply) return TABLE[stage].loss;
  const own = ABOUT_THE_LETTER.includes(stage) || stage === 'mail' ? senderFault(reply) : undefined;
  if (own !== undefined) {
    const asks = own === 'rate' && kindOf(stage, reply) === 'transient';
    return asks ? { ...DEFERRED, run: 'slow' } : pauseAt(stage);
  }
  const kind = kindOf(stage, reply);
  const found = kind === 'permanent' ? refusalOf(stage, reply) : TABLE[stage][kind];
  return found.run === 'go-on' && asksForLess(reply) ? { ...found, run: 'slow' } : found;
}

/** Pauses the run at once, and leaves the letter waiting: as it was or, once released, deferred. */
function pauseAt(stage: Stage): Consequences {
  return stage === 'dot' || stage === 'body' ? { ...DEFERRED, run: 'pause' } : PAUSED;
}

function kindOf(stage: Stage, { code, enhanced }: Reply): 'transient' | 'permanent' {
  if (stage !== 'auth' && code === 503) return 'transient'; // The commands were out of order.
  // A full mailbox may have room tomorrow. Treat 552 to RCPT as 452 (RFC 5321 4.5.3.1.10).
  if (enhanced === MAILBOX_FULL && ABOUT_THE_LETTER.includes(stage)) return 'transient';
  if (stage === 'rcpt' && code === 552 && enhanced === undefined) return 'transient';
  const permanent = enhanced === undefined ? code >= 500 : enhanced.startsWith('5');
  return permanent ? 'permanent' : 'transient';
}

function refusalOf(stage: Stage, { enhanced = '' }: Reply): Consequences {
  // At MAIL, a missing SMTPUTF8 concerns only this recipient's address (RFC 6531 3.5).
  if (stage === 'mail' && enhanced === NO_SMTPUTF8) return consequences('rejected');
  if (!ABOUT_THE_LETTER.includes(stage)) return TABLE[stage].permanent;
  if (GONE.test(enhanced)) return { ...REFUSED, suppress: true };
  return enhanced.startsWith('5.7.') ? POLICY : TABLE[stage].permanent;
}

function asksForLess({ code, enhanced = '' }: Reply): boolean {
  return code === 421 || code === 432 || code === 454 || /^4\.(?:7\.|3\.2$)/.test(enhanced);
}
