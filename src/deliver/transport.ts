import type { Letter } from '../letter/letter.ts';

/** What came of handing one letter to a server. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly reply: string }
  /** The recipient or the letter was refused for good. */
  | { readonly kind: 'rejected'; readonly reply: string }
  /** Not accepted, and safe to try again later. */
  | { readonly kind: 'deferred'; readonly reply: string }
  /** The letter was released and nobody can say whether it was taken (RFC 1047). */
  | { readonly kind: 'unknown'; readonly reply: string }
  /** The fault is the sender's or the server's: no other recipient would fare better. */
  | { readonly kind: 'stopped'; readonly reply: string };

/** A server that takes letters. */
export interface Transport {
  /** For messages; without a password. */
  readonly name: string;
  connect(): Promise<Connected>;
}

export type Connected =
  | { readonly ok: true; readonly connection: Connection }
  | { readonly ok: false; readonly reason: string };

export interface Connection {
  /** False once the server has closed it or an error has. */
  readonly usable: boolean;
  /**
   * Sends one letter. `release` is called after the server's 354 and awaited before the first
   * byte of the body; where it resolves to false, nothing of the letter is sent.
   */
  send(letter: Letter, release: () => Promise<boolean>): Promise<Outcome>;
  close(): void;
}
