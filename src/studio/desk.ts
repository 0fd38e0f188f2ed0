/** What the studio needs of the newsletter around it; app/ implements it. */
import type { Problem } from '../base/problem.ts';
import type { Pictures } from '../browser/letter-page.ts';
import type { SupportGap } from '../check/client-support.ts';
import type { SpamScore } from '../check/spam.ts';
import type { Config } from '../config/schema.ts';
import type { DomainTally, UndeliveredPart, UndeliveredReader } from '../deliver/runs.ts';
import type { Edition } from '../edition/edition.ts';
import type { AudienceCount } from '../subscribers/audiences.ts';
import type { BuildFailure } from './build-failure.ts';
import type { CalendarDesk } from './calendar.ts';
import type { Finder, Marked } from './finder.ts';
import type { StoryPictures } from './pictures.ts';
import type { ReadersDesk } from './readers.ts';
import type { ApprovalDesk } from './approving.ts';
import type { SendDesk } from './sending.ts';
import type { RunView, Standing } from './standing.ts';
import type { Stories } from './story.ts';
import type { StoryLists } from './story-list.ts';
import type { StoryFiles } from './writing.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import type { VersionsDesk } from './versions.ts';

/** An edition in the list: what its name says, without reading it. */
export interface ListedEdition {
  readonly id: string;
  /** YYYY-MM-DD */
  readonly date: string;
}

/** What sends editions without being told to. */
export interface SendingPlan {
  /** Absent if the config has none. */
  readonly schedule?: {
    readonly days: readonly string[];
    readonly at: string;
    readonly timeZone: string;
  };
  /** Files that run `send --due`, from the newsletter's folder. */
  readonly schedulers: readonly string[];
  /** Whether the database here is the one in which they record deliveries. */
  readonly recorded: boolean;
}

/** Whose letter is shown: a sample address's, the longest name's, or a subscriber's by id. */
export type Who = 'nobody' | 'longest' | number;

/** The letter that one subscriber gets. */
export interface ShownLetter {
  readonly who: Who;
  /** The subscriber, such as Ada Abbot <ada@example.com>. */
  readonly recipient: string;
  readonly html: string;
  readonly text: string;
  readonly mjml: string;
  /** The whole message as it is sent, unsigned. */
  readonly raw: Buffer;
}

/** A built edition: the same object until something that it is made of changes. */
export interface Build {
  readonly edition: Edition;
  readonly config: Config;
  readonly contentHash: string;
  /**
   * Pictures next to the articles, by the source that the letter has for each; a placeholder for one
   * that can't be used.
   */
  readonly pictures: Pictures;
  /** Why the letter is not approved, as the end of "blocked: …"; absent if it is, or need not be. */
  readonly unapproved?: string;
  letter(who: Who): Promise<ShownLetter>;
  /** Returns what the checks find in the longest letter; they run when it is first called. */
  problems(): Promise<readonly Problem[]>;
  /** Returns what mail programs do not support of the longest letter. */
  support(): Promise<readonly SupportGap[]>;
  /** Asks the spam filter of this machine about the longest letter; it is asked once. */
  spam(): Promise<SpamScore>;
}

export type Built =
  | { readonly ok: true; readonly build: Build }
  | { readonly ok: false; readonly failure: BuildFailure };

/** What became of a run's letters. */
export interface RunReport extends RunView {
  readonly domains: readonly DomainTally[];
  /** Letters accepted in each interval of time, in order; empty intervals are left out. */
  readonly accepted: readonly { readonly at: Date; readonly count: number }[];
  /** Deliveries without success, by domain and reason, the most frequent first. */
  readonly refusals: readonly Refusal[];
  /** Who did not get it, or not yet: the part that was asked for. */
  readonly undelivered: readonly UndeliveredReader[];
}

export interface Refusal {
  readonly domain: string;
  readonly state: 'rejected' | 'deferred' | 'unknown' | 'suppressed' | 'expired';
  readonly reason: string;
  readonly count: number;
}

/** A message that the built-in mailbox has caught. */
export interface Caught {
  /** Its file's name: letters, digits, dots, dashes and underscores. */
  readonly name: string;
  readonly at: Date;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  /** A line of its text in which it was found; absent if addresses and subject have it all. */
  readonly excerpt?: Marked;
}

/** Messages, the newest first; `total` counts all that there are, or that were found. */
export interface CaughtList {
  readonly messages: readonly Caught[];
  readonly total: number;
  /** How many texts there was no time to search; the next search goes on with them. */
  readonly unsearched?: number;
}

export interface CaughtLetter extends Caught {
  readonly html: string;
  readonly text: string;
  readonly raw: Buffer;
  /** Pictures in the message, by their `cid:` source. */
  readonly pictures: ReadonlyMap<string, { readonly type: string; readonly bytes: Uint8Array }>;
}

/** Where a test would go, or why none can be sent. */
export type TestServer =
  | { readonly kind: 'mailbox' | 'server'; readonly name: string }
  | { readonly kind: 'unusable'; readonly message: string; readonly remedy: string };

/** Whether an editor has opened a file, or why not. */
export type Opened = { readonly ok: true } | { readonly ok: false; readonly message: string };

export type TestSent =
  { readonly ok: true; readonly where: string } | { readonly ok: false; readonly message: string };

export interface Desk
  extends
    Stories,
    ReadersDesk,
    SendDesk,
    ApprovalDesk,
    StoryFiles,
    StoryLists,
    StoryPictures,
    Finder,
    VersionsDesk,
    CalendarDesk {
  /** Returns the newsletter's name; its folder's while the config can't be read. */
  name(): Promise<string>;
  /** Returns the newsletter's time zone, in which every time is shown. */
  timeZone(): Promise<string>;
  /** Lists the editions in content/, newest first. */
  editions(): Promise<readonly ListedEdition[]>;
  /** Lists the editions, and what looks meant as an edition or a story and is none. */
  content(): Promise<{
    readonly editions: readonly ListedEdition[];
    readonly skipped: readonly Problem[];
  }>;
  /** Returns how some editions stand, by id. */
  standings(ids: readonly string[]): Promise<ReadonlyMap<string, Standing>>;
  plan(): Promise<SendingPlan>;
  /**
   * Counts who would get an edition; undefined if it can't be built, if its run has begun, or while
   * nobody is on the list.
   */
  audience(id: string): Promise<AudienceCount | undefined>;
  /** Builds an edition; an id that is not in the list is a mistake. */
  build(id: string): Promise<Built>;
  /** Finds subscribers whose address or name contains a text, at most twenty. */
  findSubscribers(text: string): Promise<readonly Subscriber[]>;
  run(id: string): Promise<RunView | undefined>;
  report(id: string, part: UndeliveredPart): Promise<RunReport | undefined>;
  /** Lists messages whose address or subject contains a text, newest first, at most fifty. */
  caught(text: string): Promise<CaughtList>;
  caughtLetter(name: string): Promise<CaughtLetter | undefined>;
  emptyMailbox(): Promise<void>;
  server(): Promise<TestServer>;
  /** Sends one letter, marked as a test in its subject; undefined if there is no such edition. */
  sendTest(id: string, who: Who, to: string): Promise<TestSent | undefined>;
  /** Opens a file of the newsletter in the editor, at a line; undefined if it is not such a file. */
  openInEditor(file: string, line: number): Promise<Opened | undefined>;
}
