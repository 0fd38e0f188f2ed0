import type { Severity } from '../base/problem-texts.ts';
import type { UserError } from '../base/user-error.ts';
import { FINDING_TEXTS } from './finding-texts.ts';

export type FindingCode = keyof typeof FINDING_TEXTS;

export const FINDING_CODES = Object.keys(FINDING_TEXTS) as readonly FindingCode[];

/** The result of a check: that something is right, or what is wrong and how to fix it. */
export type DoctorFinding =
  | { readonly severity: 'done'; readonly message: string }
  | {
      readonly severity: Severity;
      readonly code: FindingCode;
      readonly message: string;
      readonly remedy: string;
    };

/** At most this many characters of a foreign record are shown. */
export const MOST_SHOWN = 300;

/** Makes the finding that a check passed. */
export function passed(message: string): DoctorFinding {
  return { severity: 'done', message };
}

/** Makes a finding with the severity of its code, and with its remedy unless another is given. */
export function finding(code: FindingCode, message: string, remedy?: string): DoctorFinding {
  const text = FINDING_TEXTS[code];
  return { severity: text.severity, code, message, remedy: remedy ?? text.remedy };
}

/** Makes a finding of a UserError, with the error's own remedy. */
export function mistake(code: FindingCode, { message, remedy }: UserError): DoctorFinding {
  return finding(code, message, remedy);
}
