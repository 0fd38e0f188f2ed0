import type { Readable } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { Letter } from '../letter/letter.ts';
import type { ReadyConnection } from './ready-connection.ts';
import { cannotTake } from './failure.ts';
import type { Connection, Encryption, Failure, Outcome, Stage } from './transport.ts';

/** How long a server may take to answer QUIT. */
const GOODBYE_MS = 1000;

const ENVELOPE: readonly Stage[] = ['mail', 'rcpt', 'data'];

type Release = () => Promise<boolean>;
type Next = () => Promise<Letter | undefined>;

/** A letter whose envelope is on its way; neither promise rejects. */
interface Transaction {
  readonly letter: Letter;
  /** Undefined once the server waits for the body; otherwise why it will not have it. */
  readonly invited: Promise<Outcome | undefined>;
  readonly ended: Promise<Outcome>;
  /** Whether it is its turn: the next reply is about it. */
  begun: boolean;
  outcome: Outcome | undefined;
}

/** Letters over one connection, one after the other. */
export class SmtpSession implements Connection {
  readonly #smtp: ReadyConnection;
  #closing = false;
  /** Settle what is under way when the connection ends without a word about it. */
  readonly #losers = new Set<() => void>();
  /** The letter behind the one under way, announced before the server has answered that one. */
  #ahead: Transaction | undefined;

  constructor(smtp: ReadyConnection) {
    this.#smtp = smtp;
    smtp.once('end', () => {
      for (const lose of this.#losers) lose();
    });
  }

  /** Where more was said than asked, the next letter would take it for its own reply. */
  get usable(): boolean {
    if (this.#closing) return false;
    // What came of a letter announced is to be heard, even if it was the end of the connection.
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

  async send(letter: Letter, release: Release, next?: Next): Promise<Outcome> {
    const announced = this.#ahead?.letter === letter ? this.#ahead : undefined;
    if (!announced) {
      if (this.#ahead) this.#smtp.close();
      if (!this.usable) return failed({ stage: 'mail', message: 'the connection is closed' });
      const obstacle = cannotTake(this.#smtp, letter);
      if (obstacle) return failed(obstacle);
    }
    this.#ahead = undefined;
    const transaction = announced ?? this.#open(letter);
    const outcome =
      (await transaction.invited) ?? (await this.#handOver(transaction, release, next));
    if (outcome.kind === 'failed') await this.#recover(outcome.failure);
    return outcome;
  }

  /** Says who the letter is from and for; what the server answers settles the transaction. */
  #open(letter: Letter, behind?: Transaction): Transaction {
    const smtp = this.#smtp;
    const invited = Promise.withResolvers<Outcome | undefined>();
    const ended = Promise.withResolvers<Outcome>();
    const transaction: Transaction = {
      letter,
      invited: invited.promise,
      ended: ended.promise,
      begun: !behind,
      outcome: undefined,
    };
    const end = (outcome: Outcome) => {
      this.#losers.delete(lose);
      transaction.outcome ??= outcome;
      invited.resolve(outcome);
      ended.resolve(outcome);
    };
    const lose = () => {
      const untried = behind && (!transaction.begun || saidNothing(smtp));
      end(untried ? { kind: 'untried' } : failed(smtp.failure));
    };
    this.#losers.add(lose);
    if (!behind) smtp.begin();
    const message = {
      // nodemailer calls this after 354, and of a stream it needs nothing else.
      pipe: () => {
        invited.resolve(undefined);
      },
    };
    const envelope = { ...letter.envelope, size: letter.size };
    smtp.send(envelope, message as unknown as Readable, (error) => {
      if (error || !smtp.answer) lose();
      else end({ kind: 'accepted', reply: smtp.answer });
      if (transaction.begun) this.#turnToNext();
    });
    return transaction;
  }

  /** The replies to the letter behind may be here already. */
  #turnToNext(): void {
    const ahead = this.#ahead;
    if (!ahead || ahead.begun) {
      this.#smtp.rest();
      return;
    }
    ahead.begun = true;
    this.#smtp.begin();
  }

  /** Sends the body, once it is recorded that it goes. */
  async #handOver(
    transaction: Transaction,
    release: Release,
    next: Next | undefined,
  ): Promise<Outcome> {
    const smtp = this.#smtp;
    let released = false;
    try {
      released = await release();
    } finally {
      if (!released) smtp.close();
    }
    if (!released) return { kind: 'withheld' };
    smtp.write(transaction.letter.chunks, () => {
      // What is asked for must be announced, or be next: not after this letter has its outcome.
      if (!next || transaction.outcome || !smtp.offers('PIPELINING')) return;
      void this.#announce(next, transaction);
    });
    return transaction.ended;
  }

  /** Opens the next transaction, while the server still works on this one. */
  async #announce(next: Next, current: Transaction): Promise<void> {
    // Who made the letter hears why there is none.
    const letter = await next().catch(() => undefined);
    if (!letter || current.outcome || this.#closing || !this.#smtp.open) return;
    if (cannotTake(this.#smtp, letter)) return;
    const transaction = this.#open(letter, current);
    if (!transaction.outcome) this.#ahead = transaction;
  }

  /** After a no in the envelope a transaction may be open, which the next letter must not fall into. */
  async #recover({ stage, reply }: Failure): Promise<void> {
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
    smtp.rest();
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

function failed(failure: Failure): Outcome {
  return { kind: 'failed', failure };
}

/**
 * Whether nothing the server said can be held against a letter that was announced: no word before
 * the body, or words one of which shows that the others were not about it.
 */
function saidNothing({ failure, confused }: ReadyConnection): boolean {
  const isEnvelope = ENVELOPE.includes(failure.stage);
  return isEnvelope && (confused || failure.reply === undefined);
}
