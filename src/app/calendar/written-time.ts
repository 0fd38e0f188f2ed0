import { formatDay } from '../../base/format.ts';
import { chosenTime, fixedText, type ChosenMoment } from '../../schedule/chosen-time.ts';

/** A time that somebody chose in a zone. */
export interface Choice {
  /** YYYY-MM-DD and HH:MM. */
  readonly date: string;
  readonly time: string;
  /** Which of the two moments is meant, if the time occurs twice: as "send:" has it. */
  readonly moment: string;
  /** Whether it is one moment for all readers, whatever their own zones. */
  readonly oneMoment: boolean;
}

/** What "send:" says for a choice, or why the edition can't go out then. */
export type WrittenTime =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      readonly message: string;
      readonly remedy: string;
      /** The moments to choose from, if the time occurs twice. */
      readonly moments?: readonly ChosenMoment[];
    };

const DAY = 24 * 3_600_000;
/** A later time is a slip of the finger in the year. */
const MOST_DAYS = 2 * 366;

/**
 * Returns what "send:" says for a time that is to come. A time that clocks skip or repeat is refused
 * with the reason; of a repeated one, a `moment` chooses.
 */
export function writtenTime(choice: Choice, timeZone: string, now: Date): WrittenTime {
  const { date, time, moment, oneMoment } = choice;
  const chosen = chosenTime(date, time, timeZone);
  switch (chosen.kind) {
    case 'none':
      return {
        ok: false,
        message: 'A day or an hour is missing, or does not exist.',
        remedy: 'Choose a day and an hour.',
      };
    case 'skipped':
      return {
        ok: false,
        message: `${time} does not exist on ${formatDay(date)} in ${timeZone}: clocks go forward from ${chosen.from} to ${chosen.to}.`,
        remedy: `Choose a time before ${chosen.from}, or ${chosen.to} or later.`,
      };
    case 'twice': {
      const meant = chosen.moments.find(({ text }) => text === moment);
      if (meant) return inTime(meant.at, meant.text, now);
      return {
        ok: false,
        message: `${time} occurs twice on ${formatDay(date)} in ${timeZone}: clocks go back.`,
        remedy: 'Choose which of the two you mean.',
        moments: chosen.moments,
      };
    }
    case 'once':
      return inTime(chosen.at, oneMoment ? fixedText(chosen.wall, timeZone) : chosen.wall, now);
  }
}

function inTime(at: Date, text: string, now: Date): WrittenTime {
  const days = (at.getTime() - now.getTime()) / DAY;
  if (days > 0 && days <= MOST_DAYS) return { ok: true, text };
  return days > 0
    ? {
        ok: false,
        message: 'That is more than two years from now.',
        remedy: 'Check the year.',
      }
    : {
        ok: false,
        message: 'That time is past.',
        remedy: 'Choose a later time. To send the edition now, use its page “Send”.',
      };
}
