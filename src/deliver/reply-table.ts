import type { Reply } from '../smtp/reply.ts';
import type { Failure, Stage } from '../smtp/transport.ts';

/** What a failure means for the letter, and for the run. */
export interface Verdict {
  /** `planned` leaves the delivery as it was. */
  readonly delivery: 'planned' | 'deferred' | 'rejected' | 'unknown';
  /** `slow` asks for fewer connections; `pause` and `stop` end the run for now. */
  readonly run: 'go-on' | 'slow' | 'pause' | 'stop';
  /** Never write to the address again. */
  readonly suppress: boolean;
  /** What the circuit breaker counts it as. */
  readonly counts?: 'refused' | 'policy' | 'deferred';
}

type Row = Readonly<Record<'transient' | 'permanent' | 'loss', Verdict>>;

const verdict = (
  delivery: Verdict['delivery'],
  run: Verdict['run'] = 'go-on',
  counts?: Verdict['counts'],
): Verdict => ({ delivery, run, suppress: false, ...(counts && { counts }) });

const UNTOUCHED = verdict('planned');
const SLOWER = verdict('planned', 'slow');
const PAUSED = verdict('planned', 'pause');
const STOPPED = verdict('planned', 'stop');
const DEFERRED = verdict('deferred', 'go-on', 'deferred');
const REFUSED = verdict('rejected', 'go-on', 'refused');
const POLICY = verdict('rejected', 'go-on', 'policy');

/**
 * Stage by kind of reply: 4xx, 5xx, and none (a loss, a timeout, garbage).
 *
 * - Until the final dot is out a loss is harmless; after it nobody can say (RFC 1047). At `tls`
 *   there is no loss: what has no reply there is a server that does not encrypt as it must.
 * - What is said before a recipient was named, MAIL included, is about the sender or the server,
 *   and is never held against a recipient.
 * - A 4xx after the dot, 421 too, says that the letter was not taken (RFC 5321 4.2.1).
 */
const TABLE: Readonly<Record<Stage, Row>> = {
  connect: { transient: SLOWER, permanent: PAUSED, loss: UNTOUCHED },
  tls: { transient: SLOWER, permanent: STOPPED, loss: STOPPED },
  greeting: { transient: SLOWER, permanent: PAUSED, loss: UNTOUCHED },
  auth: { transient: SLOWER, permanent: STOPPED, loss: UNTOUCHED },
  mail: { transient: { ...DEFERRED, run: 'slow' }, permanent: PAUSED, loss: DEFERRED },
  rcpt: { transient: DEFERRED, permanent: REFUSED, loss: DEFERRED },
  data: { transient: DEFERRED, permanent: POLICY, loss: DEFERRED },
  body: { transient: DEFERRED, permanent: POLICY, loss: DEFERRED },
  dot: { transient: DEFERRED, permanent: POLICY, loss: verdict('unknown') },
};

const ABOUT_THE_LETTER: readonly Stage[] = ['rcpt', 'data', 'body', 'dot'];
/** No such mailbox, no such domain, moved away, disabled: RFC 3463 3.2 and 3.3, RFC 7505. */
const GONE = /^5\.(?:1\.(?:1|2|3|6|10)|2\.1)$/;
const MAILBOX_FULL = '5.2.2';
const NO_SMTPUTF8 = '5.6.7';

/** Looks a failure up; the enhanced status code counts for more than the basic one (RFC 3463). */
export function judge({ stage, reply }: Failure): Verdict {
  if (!reply) return TABLE[stage].loss;
  const kind = kindOf(stage, reply);
  const found = kind === 'permanent' ? refusalOf(stage, reply) : TABLE[stage][kind];
  return found.run === 'go-on' && asksForLess(reply) ? { ...found, run: 'slow' } : found;
}

function kindOf(stage: Stage, { code, enhanced }: Reply): 'transient' | 'permanent' {
  if (stage !== 'auth' && code === 503) return 'transient'; // About the order of commands.
  // There may be room tomorrow; 552 alone to a recipient is 452 (RFC 5321 4.5.3.1.10).
  if (enhanced === MAILBOX_FULL && ABOUT_THE_LETTER.includes(stage)) return 'transient';
  if (stage === 'rcpt' && code === 552 && enhanced === undefined) return 'transient';
  const permanent = enhanced === undefined ? code >= 500 : enhanced.startsWith('5');
  return permanent ? 'permanent' : 'transient';
}

function refusalOf(stage: Stage, { enhanced = '' }: Reply): Verdict {
  // MAIL says SMTPUTF8 for the sake of the recipient alone (RFC 6531 3.5).
  if (stage === 'mail' && enhanced === NO_SMTPUTF8) return verdict('rejected');
  if (!ABOUT_THE_LETTER.includes(stage)) return TABLE[stage].permanent;
  if (GONE.test(enhanced)) return { ...REFUSED, suppress: true };
  return enhanced.startsWith('5.7.') ? POLICY : TABLE[stage].permanent;
}

function asksForLess({ code, enhanced = '' }: Reply): boolean {
  return code === 421 || code === 454 || enhanced.startsWith('4.7.');
}
