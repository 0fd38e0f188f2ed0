/** What an editor looks at: parts of the list, and how and how soon readers left. */
import type { Departure, Reader } from './reader.ts';
import type { SuppressionKind } from './suppression.ts';

/** A part of the list, by the number of the reader before it or after it. */
export interface PageQuery {
  /** An address, or a part of one or of a name; '' for everybody. */
  readonly text: string;
  readonly after?: number;
  readonly before?: number;
  /** The most readers of a page. */
  readonly limit: number;
}

export interface ReaderPage {
  /** On the list or unsubscribed, in list order. */
  readonly readers: readonly Reader[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
}

/** Who left after an edition: the newest one that they had. */
export interface EditionDepartures {
  /** Absent for those who left before they had one. */
  readonly edition?: string;
  /** Letters of it that were accepted. */
  readonly accepted: number;
  readonly left: number;
  /** Of them, who came back. */
  readonly returned: number;
  readonly how: Readonly<Record<Departure['how'], number>>;
  /** Half of them left within so many seconds of the acceptance. */
  readonly medianSeconds?: number;
}

/** Many readers of one domain who left right after an edition came: perhaps by a link scanner. */
export interface DepartureBurst {
  readonly domain: string;
  readonly edition: string;
  readonly left: number;
  /** Letters of the edition that the domain accepted. */
  readonly accepted: number;
  /** When the first of them left. */
  readonly since: Date;
}

/** Every call rejects with DatabaseUnavailableError if the database is unavailable. */
export interface ListReport {
  page(query: PageQuery): Promise<ReaderPage>;
  /** Counts the addresses that must not be written to; kinds without one are absent. */
  suppressed(): Promise<Readonly<Partial<Record<SuppressionKind, number>>>>;
  /**
   * Lists domains of which at least `atLeast` readers, and more than `share` of those who got an
   * edition, left by themselves within some seconds of getting it and did not come back.
   */
  bursts(since: Date, looks: BurstLooks): Promise<readonly DepartureBurst[]>;
}

/** What departures look like that are no single readers' wishes. */
export interface BurstLooks {
  readonly atLeast: number;
  readonly share: number;
  readonly withinSeconds: number;
}
