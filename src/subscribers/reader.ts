/** A reader as the list knows them over time: their state, what they chose, and their consent. */
import type { Suppression } from './suppression.ts';
import type { Subscriber } from './subscriber.ts';

/** Where a reader stands. Those who have not confirmed yet are not readers: see `sign-ups.ts`. */
export type ReaderState =
  | { readonly kind: 'active' }
  | { readonly kind: 'paused'; readonly until: Date }
  | { readonly kind: 'unsubscribed'; readonly since: Date };

/** A subscriber, on the list or no longer on it. */
export interface Reader extends Subscriber {
  /** Opaque, the same in every letter, in no way made of the address alone. */
  readonly readerId: string;
  readonly state: ReaderState;
  /** Why they must not be written to, whatever their state is. */
  readonly suppression?: Suppression;
  /** The topics they chose. Absent if they have not chosen: they get every topic. */
  readonly topics?: readonly string[];
  /** A language tag, such as de. */
  readonly locale?: string;
  /** An IANA name. */
  readonly timeZone?: string;
  readonly since: Date;
}

/** Where a reader stands, as one word. A suppression comes before everything else. */
export const STANDINGS = ['active', 'paused', 'unsubscribed', 'suppressed'] as const;

export type Standing = (typeof STANDINGS)[number];

/** Returns where a reader stands, as one word. */
export function standingOf({
  state,
  suppression,
}: Pick<Reader, 'state' | 'suppression'>): Standing {
  return suppression ? 'suppressed' : state.kind;
}

/** What a reader agreed to, or no longer. */
export type ConsentAction =
  'imported' | 'asked' | 'confirmed' | 'changed' | 'withdrawn' | 'restored' | 'erased';

/** The detail of an entry about another address. */
export const ADDRESS_CHANGED = 'address';

/** How a change came about: what the record of consent needs beyond the time. */
export interface ConsentSource {
  /** Such as "sign-up form", "preferences page", "list.csv:17" or "by hand". */
  readonly source: string;
  /** The page that the form was on. */
  readonly page?: string;
  /** The text that the reader agreed to; it is kept once, by its hash. */
  readonly wording?: string;
  readonly locale?: string;
  /** Of the mail that asked for confirmation. */
  readonly messageId?: string;
  /** Truncated, or absent, as the config says. */
  readonly ip?: string;
  /** What changed, such as "topics: weekend". */
  readonly detail?: string;
}

/** An entry of the record of consent, which is only ever added to. */
export interface Consent extends ConsentSource {
  readonly action: ConsentAction;
  readonly at: Date;
  /** SHA-256 of the wording, in hex. */
  readonly wordingHash?: string;
}

/** What made the request by which a reader left. */
export type AgentClass = 'provider' | 'browser' | 'crawler' | 'none';

/** How a reader left: the evidence by which what a scanner did can be told and undone. */
export interface Departure {
  readonly how: 'one-click' | 'page' | 'mail' | 'by hand' | 'erased';
  readonly agent: AgentClass;
}

/** A departure as it is kept. */
export interface RecordedDeparture extends Departure {
  readonly at: Date;
  /** The newest edition whose letter was accepted before. */
  readonly edition?: string;
  /** Between that acceptance and the departure. */
  readonly secondsSinceAccepted?: number;
  /** What the reader said, if anything. */
  readonly reason?: string;
  readonly undoneAt?: Date;
}

/** Something a reader asked for that has to be confirmed by a link in a fresh mail. */
export type RequestPurpose = 'address' | 'export' | 'erase';

export interface ReaderRequest {
  /** Opaque; the id in the token of the link. */
  readonly id: string;
  readonly purpose: RequestPurpose;
  readonly readerId: string;
  /** The new address. */
  readonly email?: string;
  readonly createdAt: Date;
  readonly usedAt?: Date;
}
