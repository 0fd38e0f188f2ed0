import type { Readable } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { Letter } from '../letter/letter.ts';
import type { SmtpDialogue } from './dialogue.ts';
import { obstacleFor } from './failure.ts';
import type { Reply } from './reply.ts';
import type { Connection, Encryption, SmtpFailure, SendOutcome, Stage } from './transport.ts';

/** How long a server may take to answer QUIT. */
const GOODBYE_MS = 1000;

const OUT_OF_STEP =
  'the server’s replies came out of step: it may have accepted this letter or not';

const ENVELOPE: readonly Stage[] = ['mail', 'rcpt', 'data'];

type Release = () => Promise<boolean>;
type Next = () => Promise<Letter | undefined>;

/** What the caller of `send` decides on the way. */
interface Caller {
  readonly release: Release;
  readonly next: Next | undefined;
  readonly mayWrite: () => boolean;
}

/** A letter whose envelope has been sent; neither promise rejects. */
interface Transaction {
  readonly letter: Letter;
  /** Resolves to undefined when the server waits for the body, otherwise to the outcome. */
  readonly invited: Promise<SendOutcome | undefined>;
  readonly ended: Promise<SendOutcome>;
  /** Whether the next reply is about this letter. */
  begun: boolean;
  /** Whether the replies behind its final dot leave open what the server said of it. */
  doubted: boolean;
  outcome: SendOutcome | undefined;
}

/** Sends letters over one connection, one after the other. */
export class SmtpSession implements Connection {
  readonly #smtp: SmtpDialogue;
  #closing = false;
  /** Settle the open transactions when the connection ends without a reply to them. */
  readonly #losers = new Set<() => void>();
  /** The next letter, announced before the server has replied to the current one. */
  #ahead: Transaction | undefined;

  readonly #onOutOfStep: () => void;

  /** Calls `onOutOfStep` once the server's replies can't be told apart, or stay away. */
  constructor(smtp: SmtpDialogue, onOutOfStep: () => void = () => undefined) {
    this.#smtp = smtp;
    this.#onOutOfStep = onOutOfStep;
    smtp.once('end', () => {
      if (smtp.confused) onOutOfStep();
      for (const lose of this.#losers) lose();
    });
  }

  /** After a reply too many, the next letter would take it for its own. */
  get usable(): boolean {
    if (this.#closing) return false;
    // The caller must learn the outcome of the announced letter, even if the connection has ended.
    if (this.#ahead?.outcome) return this.#ahead.outcome.kind !== 'untried';
    if (this.#ahead) return this.#smtp.open;
    return this.#smtp.open && !this.#smtp.outOfStep;
  }

  get encryption(): Encryption | undefined {
    const socket = this.#smtp._socket;
    if (!(socket instanceof TLSSocket)) return undefined;
    return {
      protocol: socket.getProtocol() ?? 'TLS',
      certificateEnds: new Date(socket.getPeerCertificate().valid_to),
    };
  }

  close(): void {
    if (this.#closing) return;
    this.#closing = true;
    const atRest = this.#losers.size === 0 && this.#smtp.open && !this.#smtp.outOfStep;
    if (atRest) this.#sayGoodbye();
    else this.#smtp.close();
  }

  async send(
    letter: Letter,
    release: Release,
    next?: Next,
    mayWrite: () => boolean = () => true,
  ): Promise<SendOutcome> {
    const announced = this.#ahead?.letter === letter ? this.#ahead : undefined;
    if (!announced) {
      if (this.#ahead) this.#smtp.close();
      if (!this.usable) return failed({ stage: 'mail', message: 'the connection is closed' });
      const obstacle = obstacleFor(this.#smtp, letter);
      if (obstacle) return failed(obstacle);
    }
    this.#ahead = undefined;
    const transaction = announced ?? this.#open(letter);
    const outcome =
      (await transaction.invited) ??
      (await this.#handOver(transaction, { release, next, mayWrite }));
    if (await this.#isDoubtful(transaction, outcome)) {
      return failed({ stage: 'dot', message: OUT_OF_STEP });
    }
    if (outcome.kind === 'failed') await this.#recover(outcome.failure);
    return outcome;
  }

  /** Sends the envelope of a letter; the server's replies settle the transaction. */
  #open(letter: Letter, behind?: Transaction): Transaction {
    const smtp = this.#smtp;
    const invited = Promise.withResolvers<SendOutcome | undefined>();
    const ended = Promise.withResolvers<SendOutcome>();
    const transaction: Transaction = {
      letter,
      invited: invited.promise,
      ended: ended.promise,
      begun: !behind,
      doubted: false,
      outcome: undefined,
    };
    let isInvited = false;
    const end = (outcome: SendOutcome) => {
      this.#losers.delete(lose);
      transaction.outcome ??= outcome;
      invited.resolve(outcome);
      ended.resolve(outcome);
    };
    const lose = () => {
      if (behind && !isInvited && smtp.doubtful) this.#doubt(behind);
      // It may discard what it gets before it has replied.
      if (behind && !isInvited && smtp.timedOut) this.#onOutOfStep();
      const untried = behind && (!transaction.begun || behind.doubted || saidNothing(smtp));
      end(untried ? { kind: 'untried' } : failed(smtp.failure));
      if (behind?.doubted) smtp.close();
    };
    this.#losers.add(lose);
    if (!behind) smtp.begin();
    const message = {
      // nodemailer calls this after 354, and needs nothing else of a stream.
      pipe: () => {
        isInvited = true;
        invited.resolve(undefined);
      },
    };
    const envelope = { ...letter.envelope, size: letter.size };
    smtp.send(envelope, message as unknown as Readable, (error) => {
      if (error || !smtp.lastReply) lose();
      else end({ kind: 'accepted', reply: smtp.lastReply });
      if (transaction.begun) this.#turnToNext();
    });
    return transaction;
  }

  /** The replies to the announced letter may have arrived already. */
  #turnToNext(): void {
    const ahead = this.#ahead;
    if (!ahead || ahead.begun) {
      this.#smtp.stopWaiting();
      return;
    }
    ahead.begun = true;
    this.#smtp.begin();
  }

  /** Sends the body once its release is recorded. */
  async #handOver(
    transaction: Transaction,
    { release, next, mayWrite }: Caller,
  ): Promise<SendOutcome> {
    const smtp = this.#smtp;
    let released = false;
    try {
      released = await release();
    } finally {
      if (!released) smtp.close();
    }
    if (!released) return { kind: 'withheld' };
    smtp.write(transaction.letter.chunks, mayWrite, () => {
      // `next` hands out a letter, which must be announced: that is too late after the outcome.
      if (!next || transaction.outcome || !smtp.offers('PIPELINING')) return;
      void this.#announce(next, transaction);
    });
    const outcome = await transaction.ended;
    return smtp.abandoned ? { kind: 'stale' } : outcome;
  }

  /** Opens the next transaction while the server still works on the current one. */
  async #announce(next: Next, current: Transaction): Promise<void> {
    // The caller of `next` handles its errors.
    const letter = await next().catch(() => undefined);
    if (!letter || current.outcome || this.#closing || !this.#smtp.open) return;
    if (obstacleFor(this.#smtp, letter)) return;
    const transaction = this.#open(letter, current);
    if (!transaction.outcome) this.#ahead = transaction;
  }

  /**
   * Whether a reply to a letter may not be about it. With a letter announced behind it, the server
   * must have replied to that envelope too: until then, the replies may be out of step.
   */
  async #isDoubtful(transaction: Transaction, outcome: SendOutcome): Promise<boolean> {
    const reply = outcome.kind === 'accepted' ? outcome.reply : replyToDot(outcome);
    if (!reply) return false;
    await this.#ahead?.invited;
    return transaction.doubted || this.#smtp.contradicts(reply);
  }

  #doubt(transaction: Transaction): void {
    transaction.doubted = true;
    this.#onOutOfStep();
  }

  /** After a refusal in the envelope a transaction may be open; the next letter needs a new one. */
  async #recover({ stage, reply }: SmtpFailure): Promise<void> {
    if (!this.#smtp.open) return;
    if (reply && stage === 'dot') return;
    if (reply && !this.#smtp.outOfStep) await this.#reset();
    else this.#smtp.close();
  }

  async #reset(): Promise<void> {
    const smtp = this.#smtp;
    smtp.begin();
    await new Promise<void>((resolve) => {
      this.#losers.add(resolve);
      smtp.reset((error) => {
        this.#losers.delete(resolve);
        if (error) smtp.close();
        resolve();
      });
    });
    smtp.stopWaiting();
  }

  #sayGoodbye(): void {
    const smtp = this.#smtp;
    const timer = setTimeout(() => {
      smtp.close();
    }, GOODBYE_MS).unref();
    smtp.once('end', () => {
      clearTimeout(timer);
    });
    smtp.quit();
  }
}

function replyToDot(outcome: SendOutcome): Reply | undefined {
  if (outcome.kind !== 'failed' || outcome.failure.stage !== 'dot') return undefined;
  return outcome.failure.reply;
}

function failed(failure: SmtpFailure): SendOutcome {
  return { kind: 'failed', failure };
}

/**
 * Whether the server has said nothing certain about an announced letter: it sent no reply before
 * the body, or a reply that shows that the others were not about this letter.
 */
function saidNothing({ failure, confused }: SmtpDialogue): boolean {
  const isEnvelope = ENVELOPE.includes(failure.stage);
  return isEnvelope && (confused || failure.reply === undefined);
}
