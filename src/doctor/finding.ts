import type { Severity } from '../base/problem.ts';
import type { UserError } from '../base/user-error.ts';
import { WORDS } from './words.ts';

export type FindingCode = keyof typeof WORDS;

export const FINDING_CODES = Object.keys(WORDS) as readonly FindingCode[];

/** What a check has to say: that something is well, or what is not and how to mend it. */
export type Finding =
  | { readonly severity: 'done'; readonly message: string }
  | {
      readonly severity: Severity;
      readonly code: FindingCode;
      readonly message: string;
      readonly remedy: string;
    };

/** So many characters of a stranger's words are shown. */
export const MOST_SHOWN = 300;

export function well(message: string): Finding {
  return { severity: 'done', message };
}

/** A finding with the severity of its code, and its remedy where none is given. */
export function finding(code: FindingCode, message: string, remedy?: string): Finding {
  const words = WORDS[code];
  return { severity: words.severity, code, message, remedy: remedy ?? words.remedy };
}

/** The user's mistake as a finding: it brings its own remedy. */
export function mistake(code: FindingCode, { message, remedy }: UserError): Finding {
  return finding(code, message, remedy);
}
