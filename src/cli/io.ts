import type { Redact } from '../base/redact.ts';
import type { Surroundings } from '../app/workspace.ts';

/** What a command is handed of the world outside. */
export interface Io extends Surroundings {
  /** A person sits at a terminal: questions may be asked and progress bars drawn. */
  readonly interactive: () => boolean;
  /** How wide the terminal of notes is now, in characters. */
  readonly columns: () => number;
  /**
   * Aborted by the first Ctrl-C or SIGTERM after it was asked for; the second leaves at once. The
   * caller must come to an end soon after it is aborted.
   */
  readonly stopSignal: () => AbortSignal;
  /** Writes a line of the result; its styles are removed if the stream shows none. */
  readonly out: (line: string) => void;
  /** Writes a line of progress, or a note, in the same way. */
  readonly note: (line: string) => void;
  /** Writes part of the result unchanged. */
  readonly raw: (text: string) => void;
  /** Hides secrets in what is written elsewhere: in CI's files, in a log. */
  readonly redact: Redact;
  /** Draws the last line of the terminal anew, without a line break; '' clears it. */
  readonly draw: (text: string) => void;
}

export const EXIT = { done: 0, failed: 1, userError: 2, bug: 3, tryLater: 75 } as const;
