import { asError } from '../as-error.ts';
import type { Readable, Writable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Letter } from '../letter/letter.ts';
import { firstLine, outcomeOf, type Progress, type SmtpFailure } from './outcome.ts';
import { isLoopback, type SmtpServer } from './smtp-url.ts';
import type { Connected, Connection, Outcome, Transport } from './transport.ts';

const CONNECT_TIMEOUT_MS = 30_000;
/** RFC 5321 4.5.3.2.6: the wait after the final dot is never shorter. */
const REPLY_TIMEOUT_MS = 600_000;

/** Sends over SMTP; connecting, TLS, AUTH and the dialogue are nodemailer's. */
export function smtpTransport(server: SmtpServer): Transport {
  return {
    name: `${server.host}:${server.port}`,
    connect: () => connect(server),
  };
}

function connect(server: SmtpServer): Promise<Connected> {
  const { host, port, secure, auth } = server;
  const smtp = new SMTPConnection({
    host,
    port,
    secure,
    requireTLS: !secure && !isLoopback(host),
    ignoreTLS: !secure && isLoopback(host),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: REPLY_TIMEOUT_MS,
  });
  return new Promise((resolve) => {
    const fail = (error: Error) => {
      smtp.close();
      resolve({ ok: false, reason: firstLine(error.message) });
    };
    smtp.on('error', fail);
    smtp.connect((error) => {
      if (error) fail(error);
      else if (!auth) resolve({ ok: true, connection: new SmtpSession(smtp) });
      else
        smtp.login(auth, (refused) => {
          if (refused) fail(refused);
          else resolve({ ok: true, connection: new SmtpSession(smtp) });
        });
    });
  });
}

class SmtpSession implements Connection {
  readonly #smtp: SMTPConnection;

  constructor(smtp: SMTPConnection) {
    this.#smtp = smtp;
  }

  get usable(): boolean {
    return !this.#smtp.destroyed;
  }

  close(): void {
    if (this.usable) this.#smtp.quit();
  }

  async send(letter: Letter, release: () => Promise<boolean>): Promise<Outcome> {
    const outcome = await this.#transact(letter, release);
    // A refused recipient leaves a transaction open, which the next letter must not fall into.
    if (outcome.kind !== 'accepted' && this.usable) await this.#reset();
    return outcome;
  }

  #transact(letter: Letter, release: () => Promise<boolean>): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      let progress: Progress = 'not-released';
      const message = {
        // nodemailer calls this after 354, and of a stream it needs nothing else.
        pipe: (body: Writable) => {
          release().then(
            (released) => {
              if (!released) {
                this.#smtp.close();
                resolve({ kind: 'stopped', reply: 'another sender has taken the delivery' });
                return;
              }
              progress = 'releasing';
              for (const chunk of letter.chunks) body.write(chunk);
              progress = 'ended';
              body.end();
            },
            (error: unknown) => {
              this.#smtp.close();
              reject(asError(error));
            },
          );
        },
      };
      const envelope = { ...letter.envelope, size: letter.size };
      this.#smtp.send(envelope, message as unknown as Readable, (error, info) => {
        if (error) resolve(outcomeOf(error as SmtpFailure, progress));
        else resolve({ kind: 'accepted', reply: firstLine(info.response) });
      });
    });
  }

  #reset(): Promise<void> {
    return new Promise((resolve) => {
      this.#smtp.once('end', resolve);
      this.#smtp.reset((error) => {
        if (error) this.#smtp.close();
        resolve();
      });
    });
  }
}
