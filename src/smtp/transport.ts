import type { Letter } from '../letter/letter.ts';
import type { Reply } from './reply.ts';

/** How far the dialogue had come when something went wrong; `dot` is after the final dot. */
export type Stage =
  'connect' | 'tls' | 'greeting' | 'auth' | 'mail' | 'rcpt' | 'data' | 'body' | 'dot';

/** What went wrong: the server's reply, or without one a loss, a timeout or garbage. */
export interface Failure {
  readonly stage: Stage;
  readonly reply?: Reply;
  /** In words, without a password. */
  readonly message: string;
}

/** What came of handing one letter to a server. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly reply: Reply }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** Nothing of the letter was sent: it was not released. */
  | { readonly kind: 'withheld' }
  /** It was announced, and the connection was lost before the server said anything sure about it. */
  | { readonly kind: 'untried' };

/** A server that takes letters. */
export interface Transport {
  /** For messages; without a password. */
  readonly name: string;
  /** Ends at once, as a failure at `connect`, when the signal is aborted. */
  connect(signal?: AbortSignal): Promise<Connected>;
}

export type Connected =
  | { readonly ok: true; readonly connection: Connection }
  | { readonly ok: false; readonly failure: Failure };

/** How a connection is encrypted. */
export interface Encryption {
  /** Such as TLSv1.3. */
  readonly protocol: string;
  /** The last moment of the server's certificate. */
  readonly certificateEnds: Date;
}

export interface Connection {
  /** Absent where it is in the clear, or where nobody can say. */
  readonly encryption?: Encryption | undefined;
  /** False once the server has closed it or an error has. */
  readonly usable: boolean;
  /**
   * Sends one letter. `release` is called after the server's 354 and awaited before the first
   * byte of the body; where it resolves to false, nothing of the letter is sent and the outcome is
   * withheld. Rejects only where `release` does. A letter to an address that is not ASCII fails at
   * `mail` without a word to a server that does not offer SMTPUTF8 (RFC 6531).
   *
   * `next` is asked once the letter is out, and may name the one that `send` gets next: to a server
   * with PIPELINING its envelope follows the final dot without waiting for the reply
   * (RFC 2920 3.1), which saves a round trip.
   */
  send(
    letter: Letter,
    release: () => Promise<boolean>,
    next?: () => Promise<Letter | undefined>,
  ): Promise<Outcome>;
  /** Says QUIT and closes. */
  close(): void;
}
