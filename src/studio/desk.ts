/** What the studio asks of the newsletter around it: commands/ hands it in. */
import type { Config } from '../config/schema.ts';
import type { Run } from '../deliver/ledger.ts';
import type { DomainTally } from '../deliver/runs.ts';
import type { Tally } from '../deliver/state.ts';
import type { Edition } from '../edition/edition.ts';
import type { Picture } from '../pictures/prepare.ts';
import type { Problem } from '../base/problem.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';

/** An edition as its name tells it, without reading it. */
export interface Listed {
  readonly id: string;
  /** YYYY-MM-DD */
  readonly date: string;
  /** Later than today, in the newsletter's time zone. */
  readonly future: boolean;
}

/** Whose letter is looked at: nobody's in particular, the longest one's, or a subscriber's by id. */
export type Who = 'nobody' | 'longest' | number;

/** A letter as one subscriber gets it. */
export interface ShownLetter {
  readonly who: Who;
  /** Whom it is made out to, such as Ada Abbot <ada@example.com>. */
  readonly recipient: string;
  readonly html: string;
  readonly text: string;
  readonly mjml: string;
  /** The whole message as it goes over the wire, unsigned. */
  readonly raw: Buffer;
}

/** An edition, built. The same object until something that it is made of changes. */
export interface Build {
  readonly edition: Edition;
  readonly config: Config;
  readonly contentHash: string;
  /** Pictures that lay beside the articles, by the source that the letter has for each. */
  readonly pictures: ReadonlyMap<string, Picture>;
  letter(who: Who): Promise<ShownLetter>;
  /** What the gate finds in the longest letter; worked out once, when it is first asked for. */
  problems(): Promise<readonly Problem[]>;
}

/** What came of building: the letter, or why there is none, for the editor to read. */
export type Built =
  | { readonly ok: true; readonly build: Build }
  | { readonly ok: false; readonly message: string; readonly problems: readonly Problem[] };

/** A run as the studio shows it. */
export interface RunView {
  readonly run: Run;
  readonly states: Tally;
  /** Somebody sends it just now. */
  readonly sending: boolean;
}

/** What a run's letters met, for its report. */
export interface RunReport extends RunView {
  readonly domains: readonly DomainTally[];
  /** How many were accepted in each piece of time, in order; empty pieces are left out. */
  readonly accepted: readonly { readonly at: Date; readonly count: number }[];
  /** Refusals and what was put off, by domain and reason, the most frequent first. */
  readonly refusals: readonly Refusal[];
  /** Addresses whose letter may or may not have arrived, at most a hundred. */
  readonly unknown: readonly string[];
}

export interface Refusal {
  readonly domain: string;
  readonly state: 'rejected' | 'deferred' | 'unknown' | 'suppressed' | 'expired';
  readonly reason: string;
  readonly count: number;
}

/** A message that the built-in mailbox has caught. */
export interface Caught {
  /** Its file's name: letters, digits, dots, dashes and underlines. */
  readonly name: string;
  readonly at: Date;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
}

export interface CaughtLetter extends Caught {
  readonly html: string;
  readonly text: string;
  readonly raw: Buffer;
  /** Pictures that the letter carries, by their `cid:` source. */
  readonly pictures: ReadonlyMap<string, { readonly type: string; readonly bytes: Uint8Array }>;
}

export interface Desk {
  /** What the newsletter is called; that of its folder while the config cannot be read. */
  name(): Promise<string>;
  /** The editions of content/, newest first. */
  editions(): Promise<readonly Listed[]>;
  build(id: string): Promise<Built>;
  /** Subscribers whose address or name holds a text, at most twenty; the first ones for ''. */
  findReaders(text: string): Promise<readonly Subscriber[]>;
  run(id: string): Promise<RunView | undefined>;
  report(id: string): Promise<RunReport | undefined>;
  /** Messages newest first, at most fifty, of those whose address or subject holds a text. */
  caught(text: string): Promise<{ readonly messages: readonly Caught[]; readonly total: number }>;
  caughtLetter(name: string): Promise<CaughtLetter | undefined>;
  emptyMailbox(): Promise<void>;
  /** Where a test would go. */
  server(): Promise<{ readonly name: string; readonly kind: 'mailbox' | 'server' }>;
  /** Sends one letter, marked as a test in its subject. Says what came of it, in words. */
  sendTest(id: string, who: Who, to: string): Promise<TestSent>;
  /** Opens a file of the newsletter in the editor, at a line; false where it is none of its files. */
  openInEditor(file: string, line: number): Promise<boolean>;
}

export type TestSent =
  { readonly ok: true; readonly where: string } | { readonly ok: false; readonly message: string };
