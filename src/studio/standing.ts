/** How an edition stands, before it has a run and after. */
import type { Run } from '../deliver/ledger.ts';
import type { Tally } from '../deliver/state.ts';
import type { Hold } from '../edition/hold.ts';

/** How an edition stands before it has a run: its hour is the first reader's. */
export type Standing =
  /** No hour is set, or nothing here runs `send --due` and the day of its hour is not over. */
  | { readonly kind: 'draft'; readonly due?: Date; readonly hold?: undefined }
  /** Somebody holds it: its front matter has "hold:". */
  | { readonly kind: 'held'; readonly hold: Hold; readonly due?: Date }
  | {
      readonly kind:
        | 'scheduled'
        /** Its hour has come, and the next `send --due` sends it. */
        | 'due'
        /** It is too late to go out by itself: see `schedule.lateness`. */
        | 'missed'
        /** Its hour has come, and whether CI has sent it is recorded elsewhere. */
        | 'unrecorded';
      readonly due: Date;
      readonly hold?: undefined;
    };

/** A run as the studio shows it. */
export interface RunView {
  readonly run: Run;
  readonly states: Tally;
  /** Whether a process is sending it now. */
  readonly sending: boolean;
  /** That process. */
  readonly sender?: {
    /** As people read it: process 4242 on desk-laptop. */
    readonly name: string;
    /** Whether it was asked to stop. */
    readonly stopAsked: boolean;
  };
}
