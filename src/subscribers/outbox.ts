/** The mails that the site sends: queued durably, and sent by `serve` or `send --due`. */

/** What a mail is about; ids are opaque ones, whose tokens are made when it is written. */
export type SiteMail =
  /** Asks somebody who signed up to confirm. */
  | { readonly kind: 'confirm'; readonly signUpId: string }
  | { readonly kind: 'already-subscribed'; readonly readerId: string }
  | { readonly kind: 'welcome'; readonly readerId: string }
  /** To the new address, with a link that confirms it. */
  | { readonly kind: 'confirm-address'; readonly requestId: string }
  /** To the address before. */
  | { readonly kind: 'address-changed'; readonly readerId: string }
  | { readonly kind: 'export' | 'erase'; readonly requestId: string }
  /** The newest edition, for a new reader. */
  | { readonly kind: 'newest-edition'; readonly readerId: string };

/** A mail to queue. */
export interface NewMail {
  readonly to: string;
  readonly mail: SiteMail;
  /** The language it is written in. Default: that of the newsletter. */
  readonly locale?: string;
}

/** A queued mail that a sender has taken, until its claim ends. */
export interface ClaimedMail extends NewMail {
  readonly id: number;
  /** How often it was tried before. */
  readonly attempts: number;
  readonly createdAt: Date;
  /** Unguessable, and the same at each attempt: for the Message-ID. */
  readonly opaqueId: string;
  /** Of a sign-up: the page that its form was on. */
  readonly page?: string;
}

/** What became of an attempt. */
export type MailOutcome =
  | { readonly kind: 'sent'; readonly messageId: string }
  | { readonly kind: 'deferred'; readonly reason: string; readonly retryAt: Date }
  | { readonly kind: 'failed'; readonly reason: string };

/** Every call rejects with DatabaseUnavailableError if the database is unavailable. */
export interface Outbox {
  add(mails: readonly NewMail[]): Promise<void>;
  /** Takes mails that are due for some seconds, the oldest first; nobody else gets them meanwhile. */
  claim(owner: string, limit: number, seconds: number): Promise<readonly ClaimedMail[]>;
  /** Extends the claim on mails to some seconds from now; false if somebody else has one of them. */
  renew(owner: string, ids: readonly number[], seconds: number): Promise<boolean>;
  /** Records an attempt; false if another sender has taken the mail meanwhile. */
  settle(owner: string, id: number, outcome: MailOutcome): Promise<boolean>;
  /** Counts the mails that wait, and when the next one is due. */
  standing(): Promise<{ readonly waiting: number; readonly nextAt?: Date }>;
  /** Lists when mails were sent since a time, oldest first. */
  sentSince(time: Date): Promise<readonly Date[]>;
  /** Deletes what was sent or given up before a time; returns how many mails. */
  purge(before: Date): Promise<number>;
}
