import type { Readable } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { Letter } from '../letter/letter.ts';
import type { ReadyConnection } from './ready-connection.ts';
import { cannotTake } from './smtp-failure.ts';
import type { Connection, Encryption, Failure, Outcome } from './transport.ts';

/** How long a server may take to answer QUIT. */
const GOODBYE_MS = 1000;

/** Letters over one connection, one after the other. */
export class SmtpSession implements Connection {
  readonly #smtp: ReadyConnection;
  #closing = false;
  /** Settles the letter under way when the connection ends without a word about it. */
  #lose: (() => void) | undefined;

  constructor(smtp: ReadyConnection) {
    this.#smtp = smtp;
    smtp.once('end', () => this.#lose?.());
  }

  /** Where more was said than asked, the next letter would take it for its own reply. */
  get usable(): boolean {
    return !this.#closing && this.#smtp.open && !this.#smtp.outOfStep;
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
    if (this.#lose || !this.#smtp.open || this.#smtp.outOfStep) this.#smtp.close();
    else this.#sayGoodbye();
  }

  async send(letter: Letter, release: () => Promise<boolean>): Promise<Outcome> {
    if (!this.usable) return failed({ stage: 'mail', message: 'the connection is closed' });
    const obstacle = cannotTake(this.#smtp, letter);
    if (obstacle) return failed(obstacle);
    const outcome = await this.#transact(letter, release);
    if (outcome.kind === 'failed') await this.#recover(outcome.failure);
    return outcome;
  }

  async #transact(letter: Letter, release: () => Promise<boolean>): Promise<Outcome> {
    const smtp = this.#smtp;
    let releasing: Promise<boolean> | undefined;
    smtp.begin();
    const outcome = await new Promise<Outcome>((resolve) => {
      const message = {
        // nodemailer calls this after 354, and of a stream it needs nothing else.
        pipe: () => {
          releasing = this.#release(letter, release);
          // It is awaited below, maybe later than it fails.
          releasing.catch(() => undefined);
        },
      };
      const envelope = { ...letter.envelope, size: letter.size };
      this.#lose = () => {
        resolve(failed(smtp.failure));
      };
      smtp.send(envelope, message as unknown as Readable, (error) => {
        resolve(
          error || !smtp.answer ? failed(smtp.failure) : { kind: 'accepted', reply: smtp.answer },
        );
      });
    });
    this.#lose = undefined;
    smtp.rest();
    // Whoever records the outcome must find the release recorded.
    return releasing && !(await releasing) ? { kind: 'withheld' } : outcome;
  }

  async #release({ chunks }: Letter, release: () => Promise<boolean>): Promise<boolean> {
    let released = false;
    try {
      released = await release();
    } finally {
      if (!released) this.#smtp.close();
    }
    if (released) this.#smtp.write(chunks);
    return released;
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
      this.#lose = resolve;
      smtp.reset((error) => {
        if (error) smtp.close();
        resolve();
      });
    });
    this.#lose = undefined;
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
