/** How the lists of mail programs cut what a letter says of itself. */
import { visibleLength } from '../../base/format.ts';

export interface InboxParts {
  readonly sender: string;
  readonly subject: string;
  readonly preheader: string;
}

/** A text, and what of it a list leaves out. */
export interface Cut {
  readonly shown: string;
  readonly lost: string;
  /** Visible characters. */
  readonly length: number;
  /** About how many there is room for. */
  readonly room: number;
}

export interface InboxRow {
  readonly program: 'gmail' | 'apple' | 'outlook';
  readonly name: string;
  readonly sender: Cut;
  readonly subject: Cut;
  readonly preheader: Cut;
}

/** About what there is room for, in visible characters: fonts and windows differ. */
const PROGRAMS = [
  { program: 'gmail', name: 'Gmail on the web', sender: 20, subject: 70, line: 110 },
  { program: 'apple', name: 'Apple Mail on iPhone', sender: 28, subject: 40, preheader: 84 },
  { program: 'outlook', name: 'Outlook', sender: 32, subject: 54, preheader: 54 },
] as const;

/** A letter's row in the list of each program. */
export function inboxRows({ sender, subject, preheader }: InboxParts): readonly InboxRow[] {
  return PROGRAMS.map((each) => {
    const cutSubject = cutAt(subject, each.subject);
    // Gmail sets the preheader into what the subject leaves of the line.
    const room =
      'line' in each ? each.line - Math.min(cutSubject.length, cutSubject.room) : each.preheader;
    return {
      program: each.program,
      name: each.name,
      sender: cutAt(sender, each.sender),
      subject: cutSubject,
      preheader: cutAt(preheader, room),
    };
  });
}

const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });

function cutAt(text: string, room: number): Cut {
  const length = visibleLength(text);
  const all = Array.from(GRAPHEMES.segment(text), ({ segment }) => segment);
  const kept = length > room ? room - 1 : length;
  return { shown: all.slice(0, kept).join(''), lost: all.slice(kept).join(''), length, room };
}
