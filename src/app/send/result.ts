/** What `send` reports while it works, and what comes of it. */
import type { Problem } from '../../base/problem.ts';
import type { DeliveryEvent, RunResult } from '../../deliver/events.ts';
import type { Run } from '../../deliver/ledger.ts';
import type { RefusalCount } from '../../deliver/runs.ts';
import type { Tally } from '../../deliver/state.ts';
import type { Hold } from '../../edition/hold.ts';
import type { LeftOut } from '../../subscribers/audiences.ts';
import type { Unapproved } from '../approval/compare.ts';
import type { Destination } from './destination.ts';

/** Which edition to send, and to whom beyond those who wait for their first letter. */
export interface SendRequest {
  /** An id or a path. Default: the newest edition that is not in the future. */
  readonly edition?: string | undefined;
  /** Sends although the record of the run is lost with this machine. */
  readonly ephemeral?: boolean | undefined;
  /** Sends the new version of an edition that changed in the middle of its run. */
  readonly amend?: boolean | undefined;
  /** Retries rejected and expired letters, and no others. */
  readonly onlyFailed?: boolean | undefined;
  /** Sends a story that readers already have under another name. */
  readonly again?: boolean | undefined;
  /** Resends letters that may or may not have arrived. */
  readonly resendUnknown?: boolean | undefined;
  /** Takes the run over from a sender whose lease has not ended. */
  readonly takeOver?: boolean | undefined;
  /** How many seconds others wait for this sender once it stops renewing its lease. Default: 30. */
  readonly leaseSeconds?: number | undefined;
  /** Sends although the database has lost its newest records: what they told becomes unknown. */
  readonly acceptLoss?: boolean | undefined;
}

/** What happens while an edition is sent, in this order. */
export type SendEvent =
  /** The record of the run is lost with this CI job. */
  | { readonly kind: 'ephemeral' }
  | { readonly kind: 'prepared'; readonly edition: string; readonly subject: string }
  /** Files of content/ that look meant as editions, and are none. */
  | { readonly kind: 'skipped'; readonly problems: readonly Problem[] }
  | { readonly kind: 'checked'; readonly problems: readonly Problem[] }
  /** The list was empty, so the sample list was imported from a file. */
  | { readonly kind: 'sample-imported'; readonly count: number; readonly file: string }
  /** The first run of an edition: how many get it, and why others in its audience don't. */
  | {
      readonly kind: 'audience';
      readonly audience: string;
      readonly count: number;
      readonly leftOut: LeftOut;
    }
  | { readonly kind: 'server'; readonly destination: Destination; readonly name: string }
  /** The server has said nothing for so long; it is still waited for. */
  | { readonly kind: 'server-silent'; readonly name: string; readonly seconds: number }
  | { readonly kind: 'server-failed'; readonly name: string; readonly message: string }
  /** The run was taken over from a sender whose lease had not ended. */
  | { readonly kind: 'taken-over'; readonly owner: string }
  /** An earlier sender left letters that may or may not have arrived. */
  | { readonly kind: 'settled'; readonly count: number }
  /** The first of so many letters is about to go. */
  | { readonly kind: 'started'; readonly run: Run; readonly letters: number }
  | DeliveryEvent
  /** Nothing more is sent; the states are absent if the database is unavailable. */
  | { readonly kind: 'ended'; readonly ending: RunResult; readonly states?: Tally };

/** What a person is asked before letters go to a real server. */
export interface SendQuestion {
  readonly edition: string;
  /** Who gets it: a segment of the config, or all. */
  readonly audience: string;
  /** Of the letter that would go. */
  readonly contentHash: string;
  /** How many letters would go. */
  readonly count: number;
  readonly destination: Destination;
}

/** What a person is asked before a run is taken over. */
export interface TakeOverQuestion {
  readonly edition: string;
  readonly owner: string;
  /** When the owner's lease ends unless it renews it. */
  readonly until: Date;
}

/** How a caller follows, allows and stops the sending of an edition. */
export interface SendHooks {
  /** Called with what happens. If it throws, the run stops as by `signal`, and its error is thrown. */
  readonly onEvent?: ((event: SendEvent) => void) | undefined;
  /** Asked whether to send, unless letters go to the built-in mailbox. Default: yes. */
  readonly confirm?: ((question: SendQuestion) => boolean | Promise<boolean>) | undefined;
  /** Asked whether to take a run over from another sender, with `takeOver`. Default: yes. */
  readonly confirmTakeOver?:
    ((question: TakeOverQuestion) => boolean | Promise<boolean>) | undefined;
  /** Aborted to stop: the letters under way are finished, and no others are begun. */
  readonly signal?: AbortSignal | undefined;
}

/** The progress of a run. */
export interface RunStanding {
  readonly run: Run;
  /** Undefined if the database is unavailable. */
  readonly states: Tally | undefined;
  /** The letters that did not arrive, by domain, state and reason; at most 100 rows. */
  readonly failures: readonly RefusalCount[];
}

/** An edition, and where its letters go. */
export interface Addressed {
  readonly edition: string;
  readonly subject: string;
  readonly destination: Destination;
}

/** Why an edition is not sent. */
export type Refused =
  | { readonly kind: 'checks-failed'; readonly problems: readonly Problem[] }
  /** Its front matter has "hold:". */
  | { readonly kind: 'held'; readonly hold: Hold }
  | ({ readonly kind: 'unapproved' } & Unapproved);

/** The result of sending an edition. */
export type SendResult = Addressed &
  (
    | Refused
    /** No server answers; nothing was sent. */
    | { readonly kind: 'unreachable' }
    /** `confirm` said no; nothing was sent. */
    | { readonly kind: 'declined' }
    /** The signal was aborted before there was a run; nothing was sent. */
    | { readonly kind: 'interrupted' }
    /** Nobody waits for the edition; `changed` since it was sent. */
    | (RunStanding & { readonly kind: 'nothing'; readonly changed: boolean })
    /** Another sender has the run until a time, unless it renews its lease; nothing was sent. */
    | (RunStanding & { readonly kind: 'owned'; readonly owner: string; readonly until: Date })
    | (RunStanding & {
        readonly kind: 'ended';
        readonly ending: RunResult;
        /** The states before the first letter. */
        readonly before: Tally;
      })
  );
