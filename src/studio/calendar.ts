/** When editions go out, as the studio's calendar needs it; app/ implements it. */
import type { Hold } from '../edition/hold.ts';
import type { AudienceCount } from '../subscribers/audiences.ts';
import type { RunView, Standing } from './standing.ts';

/** The days that a page shows: the first one, and the one after the last, as YYYY-MM-DD. */
export interface Days {
  readonly from: string;
  readonly until: string;
}

/** An edition in the calendar. */
export interface CalendarEntry {
  readonly id: string;
  /** The subject; the id if the lead story can't be read. */
  readonly title: string;
  /** The day on which it stands, as YYYY-MM-DD: that of its time, otherwise the edition's. */
  readonly day: string;
  /** When its sending began or is to begin; absent if nothing says when. */
  readonly at?: Date;
  /** Whether each reader gets it at this time in their own zone. */
  readonly ownHours: boolean;
  readonly run: RunView | undefined;
  readonly standing: Standing;
  /** Who would get it; absent once its run has begun. */
  readonly audience: AudienceCount | undefined;
  /** Why its settings can't be read. */
  readonly fault?: string;
}

export interface CalendarDays {
  /** In the order of their times; those without one stand first on their day. */
  readonly entries: readonly CalendarEntry[];
  /** Times of the schedule that are to come and have no edition. */
  readonly free: readonly Date[];
  /** YYYY-MM-DD */
  readonly today: string;
  /** The newsletter's. */
  readonly timeZone: string;
}

/** When an edition goes out, and what else its page says of it. */
export interface Timing {
  readonly entry: CalendarEntry;
  readonly hold?: Hold;
  /** What "send:" says in the lead story; '' if it says nothing. */
  readonly send: string;
  /** What is wrong with it. */
  readonly sendFault?: string;
  /** When it would go out without "send:"; absent without a schedule. */
  readonly scheduled?: Date;
  /** Its date and time of day in the newsletter's zone, for the form. */
  readonly chosen: { readonly date: string; readonly time: string };
  /** Whether "send:" is one moment for all readers, whatever their zones. */
  readonly oneMoment: boolean;
  /** Whether letters go out at each reader's own hour. */
  readonly perReader: boolean;
  readonly timeZone: string;
}

/** A time that somebody chose for an edition. */
export interface GivenTime {
  /** What "send:" said when the form was shown. */
  readonly was: string;
  /** YYYY-MM-DD and HH:MM in the newsletter's zone. */
  readonly date: string;
  readonly time: string;
  /** Which of the two moments is meant, if the time occurs twice: as "send:" has it. */
  readonly moment: string;
  readonly oneMoment: boolean;
}

/** What comes of a change of when an edition goes out. */
export type TimingChanged =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly message: string;
      readonly remedy: string;
      /** The two moments of a time that occurs twice. */
      readonly moments?: readonly { readonly at: Date; readonly text: string }[];
    };

export interface CalendarDesk {
  /** Returns today's date (YYYY-MM-DD) in the newsletter's zone. */
  today(): Promise<string>;
  /** Returns what goes out on some days, and what did. */
  calendar(days: Days): Promise<CalendarDays>;
  /** Returns an edition as the calendar has it. Like every function here: undefined if there is none. */
  calendarEntry(id: string): Promise<CalendarEntry | undefined>;
  timing(id: string): Promise<Timing | undefined>;
  /** Sets the time of an edition in its lead story. */
  setTime(id: string, given: GivenTime): Promise<TimingChanged | undefined>;
  /** Removes the time that an edition has of its own; `was` is what "send:" said in the form. */
  clearTime(id: string, was: string): Promise<TimingChanged | undefined>;
  /** Holds an edition, with a reason or without one. */
  hold(id: string, reason: string): Promise<TimingChanged | undefined>;
  /** Removes "hold:" from each of its stories. */
  release(id: string): Promise<TimingChanged | undefined>;
}
