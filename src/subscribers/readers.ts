import type {
  AgentClass,
  Consent,
  ConsentSource,
  Departure,
  Reader,
  ReaderRequest,
  RecordedDeparture,
  RequestPurpose,
  Standing,
} from './reader.ts';
import type { ReceivedEdition } from './list.ts';
import type { Segment } from './segment.ts';
import type { ListStats } from './stats.ts';

/** What came of a reader's wish to leave. All three are a success to the caller. */
export type Left = 'left' | 'already' | 'unknown';

/** One of many departures that are recorded at once. */
export interface Leaving extends Departure {
  readonly readerId: string;
}

/** What a reader can set; absent is unchanged. */
export interface Choices {
  /** Null for every topic. */
  readonly topics?: readonly string[] | null;
  readonly locale?: string;
  readonly timeZone?: string;
  /** Null to go on at once. */
  readonly pausedUntil?: Date | null;
}

/** All that is kept about a reader (GDPR Art. 15). */
export interface ReaderRecordOf {
  readonly reader: Reader;
  readonly consents: readonly Consent[];
  readonly departures: readonly RecordedDeparture[];
  readonly requests: readonly ReaderRequest[];
  readonly editions: readonly ReceivedEdition[];
}

/** Which readers are listed; absent is no condition. */
export interface ReaderFilter {
  readonly standings?: readonly Standing[];
  readonly segment?: Segment;
  /** A part of the address or the name. */
  readonly text?: string;
  /** The most that are listed. */
  readonly limit?: number;
}

/** Which departures are undone. */
export interface Undoing {
  readonly since: Date;
  readonly until?: Date;
  /** Of the address, as A-labels in lower case. */
  readonly domain?: string;
  readonly agent?: AgentClass;
  /** Counts only. */
  readonly dryRun?: boolean;
}

export interface Undone {
  /** Readers who are back on the list, or would be. */
  readonly restored: number;
  /** Readers who stay off it, because their addresses are suppressed. */
  readonly suppressed: number;
}

/** What came of another address; only `changed` changes anything. */
export type EmailChange = 'changed' | 'taken' | 'suppressed' | 'unknown';

/** What came of erasing. */
export interface Erasure {
  /** Whether anything was known of the address. */
  readonly known: boolean;
  /**
   * Whether the database's file is free of the address, too. Erasing again tries again. True for a
   * server, which frees the space by itself.
   */
  readonly isClean: boolean;
}

/**
 * Single readers, by their opaque id. Each change is durable when its promise resolves, and writes
 * its entry in the record of consent in the same transaction. Every call rejects with
 * DatabaseUnavailableError if the database is unavailable.
 */
export interface Readers {
  /** Finds a reader, on the list or unsubscribed; an erased one is not found. */
  find(readerId: string): Promise<Reader | undefined>;
  findByEmail(email: string): Promise<Reader | undefined>;
  /** Lists readers, on the list or unsubscribed, in list order. */
  list(filter?: ReaderFilter): AsyncIterable<Reader>;
  /** Counts readers by where they stand, and who joined and left since a time. */
  stats(since: Date): Promise<ListStats>;
  /** Takes readers off the list, in one transaction; returns what came of each, in order. */
  leave(batch: readonly Leaving[]): Promise<readonly Left[]>;
  /** Keeps why a reader left, with their last departure. */
  giveReason(readerId: string, reason: string): Promise<void>;
  /**
   * Puts a reader who left back on the list; false if they are unknown, or suppressed for another
   * reason than that they opted out.
   */
  comeBack(readerId: string, source: ConsentSource): Promise<boolean>;
  /** Undoes departures that came through the site, such as those that a link scanner made. */
  restore(which: Undoing): Promise<Undone>;
  /** Sets what a reader chose; false if they are unknown. */
  choose(readerId: string, choices: Choices, source: ConsentSource): Promise<boolean>;
  /** Records that a reader asked for something that a fresh mail has to confirm. */
  ask(readerId: string, purpose: RequestPurpose, email?: string): Promise<ReaderRequest>;
  findRequest(id: string): Promise<ReaderRequest | undefined>;
  /** Uses up a request; false if it was used before. */
  useRequest(id: string): Promise<boolean>;
  /**
   * Gives a reader another address, which they have confirmed, and queues a mail that tells the one
   * before. That lifts a suppression, unless it is a complaint or made by hand. `taken`: another reader has it, `suppressed`: it must not be
   * written to; nothing is changed.
   */
  changeEmail(readerId: string, email: string, source: ConsentSource): Promise<EmailChange>;
  /** Reads all that is kept about a reader. */
  record(readerId: string): Promise<ReaderRecordOf | undefined>;
  /**
   * Removes everything by which a reader could be recognized, and suppresses the keyed hash of the
   * address; counts stay. Throws UserError without a secret.
   */
  erase(email: string): Promise<Erasure>;
}
