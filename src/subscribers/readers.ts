import type {
  Consent,
  ConsentSource,
  Departure,
  Reader,
  ReaderRequest,
  RecordedDeparture,
  RequestPurpose,
} from './reader.ts';
import type { ReceivedEdition, Suppression } from './list.ts';

/** What came of a reader's wish to leave. All three are a success to whoever asked. */
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
  readonly suppression?: Suppression;
  readonly consents: readonly Consent[];
  readonly departures: readonly RecordedDeparture[];
  readonly editions: readonly ReceivedEdition[];
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
  /** Takes readers off the list, in one transaction; returns what came of each, in order. */
  leave(batch: readonly Leaving[]): Promise<readonly Left[]>;
  /** Keeps why a reader left, with their last departure. */
  giveReason(readerId: string, reason: string): Promise<void>;
  /**
   * Puts a reader who left back on the list; false if they are unknown, or suppressed for a reason
   * that they can't lift.
   */
  comeBack(readerId: string, source: ConsentSource): Promise<boolean>;
  /** Sets what a reader chose; false if they are unknown. */
  choose(readerId: string, choices: Choices, source: ConsentSource): Promise<boolean>;
  /** Records that a reader asked for something that a fresh mail has to confirm. */
  ask(readerId: string, purpose: RequestPurpose, email?: string): Promise<ReaderRequest>;
  findRequest(id: string): Promise<ReaderRequest | undefined>;
  /** Uses up a request; false if it was used before. */
  useRequest(id: string): Promise<boolean>;
  /**
   * Gives a reader another address. `taken`: another reader has it, `suppressed`: it must not be
   * written to; nothing is changed.
   */
  changeEmail(
    readerId: string,
    email: string,
    source: ConsentSource,
  ): Promise<'changed' | 'taken' | 'suppressed' | 'unknown'>;
  /** Reads all that is kept about a reader. */
  record(readerId: string): Promise<ReaderRecordOf | undefined>;
  /**
   * Removes everything by which a reader could be recognized, and suppresses the keyed hash of the
   * address; counts stay. Returns whether anything was known. Throws UserError without a secret.
   */
  erase(email: string): Promise<boolean>;
}
