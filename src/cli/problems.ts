/** Problems and mistakes as a person reads them. */
import { ProblemsError } from '../app/problems-error.ts';
import { plural } from '../base/format.ts';
import { describe, type Problem } from '../base/problem.ts';
import type { Severity } from '../base/problem-texts.ts';
import type { UserError } from '../base/user-error.ts';
import { marked, styled } from './style.ts';

/** Returns the user's mistake with its remedy. */
export function formatMistake(error: Pick<UserError, 'message' | 'remedy'>): string {
  const finding =
    error instanceof ProblemsError
      ? formatProblems(error.problems)
      : error.message.includes('\n')
        ? error.message
        : marked('error', error.message);
  return `${finding}\n  ${error.remedy}`;
}

/** Returns problems line by line: where, what, and how to fix it. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems.map(formatProblem).join('\n');
}

function formatProblem(each: Problem): string {
  const { where, finding, remedy } = describe(each);
  const { severity, code } = each;
  const place = where === '' ? '' : `${where}: `;
  const next = each.excepted === undefined ? remedy : `Excepted: ${each.excepted}`;
  return `${marked(severity, `${place}${finding} ${styled('dim', `(${code})`)}`)}\n  ${next}`;
}

export interface SeverityCounts {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

/** Counts problems, or a doctor's findings, by severity. */
export function countBySeverity(found: readonly { readonly severity: string }[]): SeverityCounts {
  const count = (wanted: Severity) => found.filter(({ severity }) => severity === wanted).length;
  return { errors: count('error'), warnings: count('warning'), notes: count('note') };
}

/** Returns counts in words, such as: 1 error, 2 warnings, 0 notes. */
export function countsInWords({ errors, warnings, notes }: SeverityCounts): string {
  return [plural(errors, 'error'), plural(warnings, 'warning'), plural(notes, 'note')].join(', ');
}
