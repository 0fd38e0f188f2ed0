/** How the inboxes of mail programs cut sender, subject and preheader. */
import { graphemes } from '../../base/graphemes.ts';

export interface InboxParts {
  readonly sender: string;
  readonly subject: string;
  readonly preheader: string;
}

/** A text as an inbox shows it, and what it cuts off. */
export interface CutText {
  readonly shown: string;
  readonly lost: string;
  /** Visible characters. */
  readonly length: number;
  /** About how many characters fit. */
  readonly room: number;
}

export interface InboxRow {
  readonly program: 'gmail' | 'apple' | 'outlook';
  readonly name: string;
  readonly sender: CutText;
  readonly subject: CutText;
  readonly preheader: CutText;
}

/** About how many visible characters fit: fonts and windows differ. */
const PROGRAMS = [
  { program: 'gmail', name: 'Gmail on the web', sender: 20, subject: 70, line: 110 },
  { program: 'apple', name: 'Apple Mail on iPhone', sender: 28, subject: 40, preheader: 84 },
  { program: 'outlook', name: 'Outlook', sender: 32, subject: 54, preheader: 54 },
] as const;

/** Returns a letter's row in the inbox of each program. */
export function inboxRows({ sender, subject, preheader }: InboxParts): readonly InboxRow[] {
  return PROGRAMS.map((each) => {
    const cutSubject = cutAt(subject, each.subject);
    // Gmail puts the preheader into the rest of the subject's line.
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

function cutAt(text: string, room: number): CutText {
  const all = graphemes(text);
  const { length } = all;
  const kept = length > room ? room - 1 : length;
  return { shown: all.slice(0, kept).join(''), lost: all.slice(kept).join(''), length, room };
}
