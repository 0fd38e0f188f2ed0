/** What `send` reports while it works, and what comes of it. */
import type { Problem } from '../../base/problem.ts';
import type { DeliveryEvent, RunResult } from '../../deliver/events.ts';
import type { Run } from '../../deliver/ledger.ts';
import type { Tally } from '../../deliver/state.ts';
import type { Unapproved } from '../approval/compare.ts';
import type { Edition } from '../../edition/edition.ts';
import type { Destination } from './destination.ts';

/** Which edition to send, and what beyond its first letters. */
export interface SendRequest {
  /** An id or a path; otherwise the newest edition that is not in the future. */
  readonly edition?: string | undefined;
  /** Sends although the record of the run is lost with this machine. */
  readonly ephemeral?: boolean;
  /** Sends the new version of an edition that changed in the middle of its run. */
  readonly amend?: boolean;
  /** Tries rejected and expired letters again, and no others. */
  readonly onlyFailed?: boolean;
  /** Sends letters again that may or may not have arrived. */
  readonly resendUnknown?: boolean;
}

/** What happens before the first letter of a run, in this order. */
export type SendEvent =
  | { readonly kind: 'ephemeral' }
  | { readonly kind: 'prepared'; readonly edition: Edition }
  | { readonly kind: 'checked'; readonly problems: readonly Problem[] }
  | { readonly kind: 'sample-imported'; readonly count: number; readonly file: string }
  | { readonly kind: 'audience'; readonly count: number }
  | { readonly kind: 'server'; readonly destination: Destination; readonly name: string }
  | { readonly kind: 'server-failed'; readonly name: string; readonly message: string }
  | { readonly kind: 'sending'; readonly edition: string; readonly count: number }
  /** An earlier sender died and left letters that may or may not have arrived. */
  | { readonly kind: 'settled'; readonly count: number };

/** What a person is asked before letters go to a real server. */
export interface SendQuestion {
  readonly edition: string;
  readonly count: number;
  readonly destination: Destination;
}

/** Watches a run from its first letter to its end. */
export interface RunWatcher {
  event(event: DeliveryEvent): void;
  /** Told once, however the run ends; without a result where an error ended it. */
  ended(result?: RunResult, states?: Tally): Promise<void>;
}

/** What a use case that sends is handed by its caller. */
export interface SendHooks {
  readonly onEvent: (event: SendEvent) => void;
  /** Whether to send; asked only where letters go to a server. */
  readonly confirm: (question: SendQuestion) => Promise<boolean>;
  /** Asked for when letters are about to go; aborted to stop after those that are under way. */
  readonly stopSignal: () => AbortSignal;
  readonly watch: (run: Run, letters: number, stopSignal: AbortSignal) => Promise<RunWatcher>;
  /** Counts failed letters by reason for the result. */
  readonly countFailures?: boolean;
}

/** Letters that met the same end for the same reason. */
export interface FailureCount {
  readonly state: string;
  readonly reason: string;
  readonly count: number;
}

/** Where a run stands. */
export interface RunStanding {
  readonly run: Run;
  /** Absent where the database has gone. */
  readonly states: Tally | undefined;
  /** Where they were asked for. */
  readonly failures: readonly FailureCount[];
}

/** What came of `send`, with the edition and where its letters went. */
export type SendResult = {
  readonly edition: Edition;
  readonly destination: Destination;
} & (
  | { readonly kind: 'checks-failed'; readonly problems: readonly Problem[] }
  | { readonly kind: 'unapproved'; readonly unapproved: Unapproved }
  /** No server answers; nothing was sent. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'declined' }
  /** Nobody waits for the edition; `changed` since it was sent. */
  | (RunStanding & { readonly kind: 'nothing'; readonly changed: boolean })
  /** Another process sends the edition. */
  | (RunStanding & { readonly kind: 'owned'; readonly owner: string; readonly until: Date })
  | (RunStanding & {
      readonly kind: 'ended';
      readonly result: RunResult;
      /** The states before the first letter. */
      readonly before: Tally;
    })
);
