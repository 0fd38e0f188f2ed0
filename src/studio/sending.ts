/** How an edition is sent from the studio, as its pages show it. */
import type { RunResult } from '../deliver/events.ts';
import type { Tally } from '../deliver/state.ts';

/**
 * Which letters are sent: those to everybody who waits, those that failed, those that may have
 * arrived, or all of them as a trial into the built-in mailbox.
 */
export const SEND_TASKS = ['rest', 'failed', 'unknown', 'trial'] as const;

export type SendTask = (typeof SEND_TASKS)[number];

/** What an editor has read before they say yes; all of it is compared with what would be sent. */
export interface SendOrder {
  readonly task: SendTask;
  /** Of the letter that was on the page. */
  readonly contentHash: string;
  /** Whom the page said that it is for: a segment of the config, or all. */
  readonly audience: string;
  /** How many letters the page announced. */
  readonly count: number;
  /** Where the page said that they go. */
  readonly through: string;
  /** Sends what would be refused otherwise, where the page explained what that means. */
  readonly accepted: readonly Exception[];
}

/**
 * What an editor may allow: a story that readers have under another name, and an edition or an
 * audience that changed in the middle of its run.
 */
export const EXCEPTIONS = ['again', 'amend'] as const;

export type Exception = (typeof EXCEPTIONS)[number];

/** One line of the checklist. */
export interface ReadyItem {
  readonly what:
    | 'letter'
    | 'checks'
    | 'list'
    | 'story'
    | 'approval'
    | 'signature'
    | 'server'
    | 'hold'
    | 'sender';
  readonly state: 'ready' | 'note' | 'blocked' | 'looking';
  /** A sentence. */
  readonly message: string;
  readonly remedy?: string;
  /** An editor may say that it does not matter. */
  readonly exception?: Exception;
}

/** Something that can be sent now. */
export interface SendOffer {
  readonly task: SendTask;
  readonly count: number;
  readonly through: string;
  /** What an editor has to allow for it. */
  readonly exceptions: readonly Exception[];
}

/** Whether an edition can be sent, and what. */
export interface SendReview {
  readonly subject: string;
  readonly contentHash: string;
  /** Whom it is for: a segment of the config, or all. */
  readonly audience: string;
  readonly items: readonly ReadyItem[];
  /** Empty while something is in the way, or is still looked at. */
  readonly offers: readonly SendOffer[];
  /** How long an editor can take a sending back, in seconds. */
  readonly takeBackSeconds: number;
}

/** How a sending that the studio began ended, for now. */
export type SendEnding =
  | { readonly kind: 'taken-back' }
  /** Nothing was sent. */
  | { readonly kind: 'refused'; readonly message: string; readonly remedy: string }
  /** Everybody has it already. */
  | { readonly kind: 'nothing' }
  /** Stopped before the first letter. */
  | { readonly kind: 'unsent' }
  | {
      readonly kind: 'run';
      readonly ending: RunResult;
      /** How many letters this sending got accepted. */
      readonly accepted: number;
      /** Absent if the database is unavailable. */
      readonly states?: Tally;
    };

/** What this studio is doing about an edition. */
export type SendStage =
  /** It begins after this time unless it is taken back. */
  | { readonly kind: 'waiting'; readonly order: SendOrder; readonly leftMs: number }
  | {
      readonly kind: 'sending';
      readonly order: SendOrder;
      /** Letters under way are finished, and no others are begun. */
      readonly stopping: boolean;
      /** What slows it down, as a sentence. */
      readonly trouble?: string;
    }
  | {
      readonly kind: 'ended';
      readonly order: SendOrder;
      readonly at: Date;
      readonly ending: SendEnding;
    };

/** Why nothing is sent, and what to do. */
export interface NotSent {
  readonly ok: false;
  readonly message: string;
  readonly remedy: string;
}

export type SendBegun = { readonly ok: true } | NotSent;

export interface SendDesk {
  /**
   * Looks whether an edition can be sent. With `wait` the checks and the server are waited for;
   * without it, what is not known yet is being looked at. Undefined if it can't be built.
   */
  sendReview(id: string, options: { readonly wait: boolean }): Promise<SendReview | undefined>;
  /** Returns what this studio is doing about an edition, or did last. */
  sendStage(id: string): SendStage | undefined;
  /**
   * Begins to send once it can no longer be taken back. Where the edition is being sent already,
   * nothing begins and that is no mistake: two windows may say yes.
   */
  beginSending(id: string, order: SendOrder): Promise<SendBegun>;
  /** Takes back what has not begun; false if there is no such thing. */
  takeBack(id: string): boolean;
  /** Stops after the letters under way; false if this studio sends no letter of the edition. */
  stopSending(id: string): boolean;
  /**
   * Asks the program that sends an edition to stop, whichever it is; it ends after the letters under
   * way, within seconds. False if none does.
   */
  askToStop(id: string): Promise<boolean>;
}
