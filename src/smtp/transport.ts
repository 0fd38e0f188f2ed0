import type { Letter } from '../letter/letter.ts';
import type { Reply } from './reply.ts';

/** How far the dialogue has come; `dot` is after the final dot. */
export type Stage =
  'connect' | 'tls' | 'greeting' | 'auth' | 'mail' | 'rcpt' | 'data' | 'body' | 'dot';

/** What went wrong; without a reply it is a lost connection, a timeout or an unexpected reply. */
export interface SmtpFailure {
  readonly stage: Stage;
  readonly reply?: Reply;
  /** In words; never holds a password. */
  readonly message: string;
}

/** The outcome of sending one letter. */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly reply: Reply }
  | { readonly kind: 'failed'; readonly failure: SmtpFailure }
  /** The letter was not released, and nothing of its body was sent. */
  | { readonly kind: 'withheld' }
  /** It was released, but could not be written in time: its final dot was not sent. */
  | { readonly kind: 'stale' }
  /** It was announced, and the connection was lost before a certain reply about it. */
  | { readonly kind: 'untried' };

/** A server that letters are sent through. */
export interface Transport {
  /** For messages; holds no password. */
  readonly name: string;
  /** Connects and logs in. When the signal is aborted, fails at once with the stage `connect`. */
  connect(signal?: AbortSignal): Promise<Connected>;
}

export type Connected =
  | { readonly ok: true; readonly connection: Connection }
  | { readonly ok: false; readonly failure: SmtpFailure };

/** How a connection is encrypted. */
export interface Encryption {
  /** Such as TLSv1.3. */
  readonly protocol: string;
  /** When the server's certificate expires. */
  readonly certificateEnds: Date;
}

export interface Connection {
  /** Absent for clear text, or if it is not known. */
  readonly encryption?: Encryption | undefined;
  /** False once the server or an error has closed it. */
  readonly usable: boolean;
  /**
   * Sends one letter. Calls `release` after the server's 354, and awaits it before the first byte
   * of the body; if it resolves to false, nothing of the body is sent and the outcome is
   * `withheld`. Rejects only if `release` does. A letter to an address that is not ASCII fails at
   * `mail`, with nothing sent, if the server does not offer SMTPUTF8 (RFC 6531).
   *
   * Calls `next` once the letter is out; it may return the letter that `send` gets next. To a
   * server with PIPELINING, the envelope of that letter follows the final dot without waiting for
   * the reply (RFC 2920 3.1), which saves a round trip.
   *
   * Asks `mayWrite` right before the first byte of the body, and before a final dot that follows
   * later. If it says no, the connection is closed, and the outcome is `stale`.
   */
  send(
    letter: Letter,
    release: () => Promise<boolean>,
    next?: () => Promise<Letter | undefined>,
    mayWrite?: () => boolean,
  ): Promise<SendOutcome>;
  /** Sends QUIT and closes. */
  close(): void;
}
