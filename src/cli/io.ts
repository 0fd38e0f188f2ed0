import { stripVTControlCharacters, styleText } from 'node:util';
import type { Environment } from '../config/environment.ts';
import { describe, type Problem } from '../base/problem.ts';
import type { UserError } from '../base/user-error.ts';

/** What a command is handed of the world outside. */
export interface Io {
  readonly cwd: string;
  readonly env: Environment;
  readonly clock: () => Date;
  /** A person sits at a terminal: questions may be asked and bars be drawn. */
  readonly interactive: boolean;
  /**
   * Aborted by the first Ctrl-C or SIGTERM after it was asked for; the second leaves at once. Who
   * asks for it must come to an end soon after it is aborted.
   */
  readonly stopSignal: () => AbortSignal;
  /** Results. */
  readonly out: (line: string) => void;
  /** Progress and notes. */
  readonly note: (line: string) => void;
  /** Draws the last line of the terminal anew, without a line break; '' clears it. */
  readonly draw: (text: string) => void;
}

export const EXIT = { done: 0, failed: 1, userError: 2, bug: 3, tryLater: 75 } as const;

const SIGNS = {
  done: ['green', '✓'],
  error: ['red', '✗'],
  warning: ['yellow', '!'],
  note: ['cyan', '·'],
} as const;

/** A line that begins with a sign; in colour where the terminal has it and NO_COLOR is not set. */
export function signed(sign: keyof typeof SIGNS, text: string): string {
  const [color, mark] = SIGNS[sign];
  return `${styleText(color, mark, { stream: process.stderr })} ${text}`;
}

/** A mistake of the user's as a person reads it, with its remedy. */
export function formatMistake({ message, remedy }: UserError): string {
  return `${message.includes('\n') ? message : signed('error', message)}\n  ${remedy}`;
}

/** Problems as a person reads them: where, what, and how to mend it. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems.map(formatProblem).join('\n');
}

function formatProblem(each: Problem): string {
  const { finding, remedy } = describe(each);
  const { place, severity, code } = each;
  const where = place ? `${place.file}${place.line === undefined ? '' : `:${place.line}`}: ` : '';
  const note = styleText('dim', `(${code})`, { stream: process.stderr });
  const next = each.excepted === undefined ? remedy : `Excepted: ${each.excepted}`;
  return `${signed(severity, `${where}${finding} ${note}`)}\n  ${next}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** A line cut to a terminal's width, with what erases the one before it. */
export function terminalLine(text: string, columns: number): string {
  const plain = stripVTControlCharacters(text);
  return `\r\x1b[2K${Array.from(plain)
    .slice(0, columns - 1)
    .join('')}`;
}
