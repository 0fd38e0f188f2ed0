/** The list as the studio's pages show it. */
import type { AudienceCount } from '../subscribers/audiences.ts';
import type { Growth, Span } from '../subscribers/growth.ts';
import type {
  DepartureBurst,
  EditionDepartures,
  PageQuery,
  ReaderPage,
} from '../subscribers/list-report.ts';
import type { ReaderRecordOf } from '../subscribers/readers.ts';
import type { Suppression, SuppressionKind } from '../subscribers/suppression.ts';

/** What a bar of the plot stands for, and how many bars there are, up to now. */
export const SPANS = {
  month: { label: 'Month', by: 'day', periods: 30 },
  quarter: { label: 'Quarter', by: 'week', periods: 13 },
  year: { label: 'Year', by: 'week', periods: 52 },
} as const satisfies Record<string, Span & { readonly label: string }>;

export type SpanName = keyof typeof SPANS;

/** How the list stands now. */
export interface ListCounts {
  readonly onList: number;
  /** On the list, not paused and not suppressed. */
  readonly active: number;
  readonly paused: number;
  /** Signed up, and not confirmed yet. */
  readonly pending: number;
  /** In the last 30 days. */
  readonly leftRecently: number;
  readonly suppressed: Readonly<Partial<Record<SuppressionKind, number>>>;
}

/** All that the first page about readers shows. */
export interface ListOverview {
  readonly counts: ListCounts;
  /** Oldest first, without gaps. */
  readonly growth: readonly Growth[];
  /** In the last 30 days: those who have not confirmed by then are forgotten. */
  readonly signUps: { readonly asked: number; readonly confirmed: number };
  /** In the time of the plot, the newest edition first. */
  readonly departures: readonly EditionDepartures[];
  readonly bursts: readonly DepartureBurst[];
}

/** A topic that readers choose, or a segment of the config. */
export interface CountedAudience {
  readonly kind: 'topic' | 'segment';
  readonly name: string;
  /** What readers see of a topic. */
  readonly label?: string;
  /** Absent where counting takes long, and is not asked for. */
  readonly count?: AudienceCount;
}

/** What is known of an address that no reader has. */
export interface AddressStanding {
  readonly suppression?: Suppression;
  /** Since when it waits for a confirmation. */
  readonly pendingSince?: Date;
}

/** All that is known of a reader. */
export type ReaderFile = Pick<ReaderRecordOf, 'reader' | 'consents' | 'departures' | 'editions'>;

/** A reader whom an editor adds. */
export interface GivenReader {
  readonly email: string;
  readonly name: string;
  /** Absent for every topic. */
  readonly topics?: readonly string[];
  /** Where the consent comes from. */
  readonly consent: string;
}

/** Why a change was refused, and what to do. */
export interface Refused {
  readonly ok: false;
  readonly message: string;
  readonly remedy: string;
}

export type ReaderAdded = { readonly ok: true; readonly readerId: string } | Refused;

/** What an editor does about a reader. */
export type ReaderChange =
  | { readonly kind: 'remove' | 'resume' }
  | { readonly kind: 'pause'; readonly weeks: number }
  /** With where the consent comes from. */
  | { readonly kind: 'restore'; readonly consent: string };

export type ReaderChanged = { readonly ok: true } | Refused;

export interface ReadersDesk {
  listOverview(span: SpanName): Promise<ListOverview>;
  /** Lists a part of the list, 500 readers at most. */
  listReaders(query: Omit<PageQuery, 'limit'>): Promise<ReaderPage>;
  /** Finds what is known of an address that no reader has. */
  addressStanding(email: string): Promise<AddressStanding>;
  /** Reads all that is known of a reader, by their opaque id. */
  reader(readerId: string): Promise<ReaderFile | undefined>;
  /** Counts topics and segments: all of a short list, of a long one only the one that is asked for. */
  audiences(
    asked: Pick<CountedAudience, 'kind' | 'name'> | undefined,
  ): Promise<readonly CountedAudience[]>;
  /** Returns the topics that readers choose, with the words that they read. */
  topics(): Promise<Readonly<Record<string, string>>>;
  addReader(given: GivenReader): Promise<ReaderAdded>;
  /** Changes how a reader stands; undefined if there is no such reader. */
  changeReader(readerId: string, change: ReaderChange): Promise<ReaderChanged | undefined>;
}
