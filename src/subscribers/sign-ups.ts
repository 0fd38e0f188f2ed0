/** People who signed up and have not confirmed yet: they are on no list, and kept for 30 days. */
import type { ConsentSource } from './reader.ts';

/** Somebody who asked to be put on the list. */
export interface NewSignUp extends ConsentSource {
  readonly email: string;
  readonly name?: string;
  /** Absent if they did not choose: they get every topic. */
  readonly topics?: readonly string[];
  /** Whether the request lacks what a browser sends: it then waits behind those that have it. */
  readonly doubtful?: boolean;
  /** An address such as abuse@ is never written to; the editor may add it by hand. */
  readonly held?: boolean;
  /** When the mail may be sent at the earliest. */
  readonly notBefore?: Date;
}

/** What came of it. It is the same for any address, whether or not it is known. */
export interface Asked {
  /**
   * `now`: the mail, if any, is queued. `later`: it waits, since too many were sent within the hour.
   * `full`: as many wait as can be written to within three days, so the sign-up was not recorded.
   */
  readonly kind: 'now' | 'later' | 'full';
  /** Whether the cap on unconfirmed mails is reached. */
  readonly capReached: boolean;
}

/** A sign-up that waits for its confirmation. */
export interface PendingSignUp {
  readonly email: string;
  readonly askedAt: Date;
  readonly topics?: readonly string[];
  /** How many confirmation mails were queued. */
  readonly mails: number;
  /** Whether it waits for the editor, and gets no mail. */
  readonly held: boolean;
}

/** What the link of a confirmation mail leads to. */
export type SignUpStanding =
  | { readonly kind: 'open'; readonly email: string; readonly locale?: string }
  | { readonly kind: 'confirmed'; readonly readerId?: string; readonly locale?: string }
  | { readonly kind: 'expired'; readonly locale?: string }
  | { readonly kind: 'unknown' };

/** What came of a confirmation. A second one changes nothing. */
export type Confirmed =
  /** Now on the list. */
  | { readonly kind: 'confirmed'; readonly readerId: string; readonly locale?: string }
  | Exclude<SignUpStanding, { readonly kind: 'open' }>
  /** The address must not be written to, for a reason that its owner can't lift. */
  | { readonly kind: 'suppressed' };

/** How many sign-ups are in which state. */
export interface SignUpCounts {
  readonly pending: number;
  /** Pending ones whose mail waits for the cap. */
  readonly waiting: number;
  readonly held: number;
}

/** For how long a confirmation link works after its mail was queued, in hours. */
export const CONFIRM_WITHIN_HOURS = 72;
/** For how long an unconfirmed sign-up is kept. */
export const UNCONFIRMED_DAYS = 30;

/** Every call rejects with DatabaseUnavailableError if the database is unavailable. */
export interface SignUps {
  /**
   * Records a sign-up, and queues its mail in the same transaction: a confirmation, or to somebody on
   * the list a note that says so, or none. The work and the answer are the same for any address. Over
   * the cap on unconfirmed mails (a fiftieth of the list an hour, at least 20; a fifth of that for a
   * domain, at least 10) the mail waits for `release`.
   */
  ask(signUp: NewSignUp): Promise<Asked>;
  /** Whether half of the mails that may be unconfirmed within an hour are used up. */
  isBusy(): Promise<boolean>;
  /** Queues mails that waited for the cap; returns how many. */
  release(): Promise<number>;
  /** Finds out what a link leads to, and changes nothing. */
  find(signUpId: string): Promise<SignUpStanding>;
  /** Finds an unconfirmed sign-up by its address in any spelling. */
  findByEmail(email: string): Promise<PendingSignUp | undefined>;
  /** Lists unconfirmed sign-ups, oldest first. */
  pending(): AsyncIterable<PendingSignUp>;
  /**
   * Puts the person on the list, lifts a suppression that they can lift, writes the record of
   * consent, and queues the welcome, with `newestEdition` also that: all in one transaction.
   */
  confirm(signUpId: string, options?: { readonly newestEdition?: boolean }): Promise<Confirmed>;
  count(): Promise<SignUpCounts>;
  /**
   * Deletes sign-ups that were not confirmed within 30 days, confirmed ones whose link has expired,
   * and limits that no longer have an effect; returns how many.
   */
  purge(): Promise<number>;
}
