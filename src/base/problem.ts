import { defined } from './defined.ts';
import { PROBLEMS, type Severity } from './problem-texts.ts';

/** Where a problem is: a file of the project and, if known, a line counted from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
}

export type ProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_CODES = Object.keys(PROBLEMS) as readonly ProblemCode[];

/** A finding about an edition: a value with a code and a place. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly place?: Place;
  /** What exactly was found; shown after the title. */
  readonly detail?: string;
  /** The element of the letter, as shortened HTML. */
  readonly element?: string;
  readonly actual?: string | number;
  readonly expected?: string | number;
  /** The reason of the exception in the config that allows it. */
  readonly excepted?: string;
}

/** What a step that can fail returns: a value and its problems, or the problems that stopped it. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What a problem can say beyond its code and its place. */
export type ProblemDetails = Pick<Problem, 'detail' | 'element' | 'actual' | 'expected'>;

/** Makes a problem with the severity of its code. A string is its detail. */
export function problem(
  code: ProblemCode,
  place?: Place,
  details?: string | ProblemDetails,
): Problem {
  const more = typeof details === 'string' ? { detail: details } : details;
  return { code, severity: PROBLEMS[code].severity, ...defined({ place }), ...more };
}

/** Makes a successful result. */
export function ok<T>(value: T, problems: readonly Problem[] = []): Result<T> {
  return { ok: true, value, problems };
}

/** Makes a failed result of the problems that stopped a step. */
export function failed(...problems: readonly Problem[]): {
  ok: false;
  problems: readonly Problem[];
} {
  return { ok: false, problems };
}

/** Returns whether any of some problems is an error. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

/** A problem in words. */
export interface DescribedProblem {
  /** Its file and line, such as content/2023-06-14-talks.txt:12; empty if it has no place. */
  readonly where: string;
  readonly finding: string;
  /** How to fix it. */
  readonly remedy: string;
}

/** Returns a problem in words. */
export function describe(each: Problem): DescribedProblem {
  const { code, place, detail, actual, expected, element } = each;
  const { title, remedy } = PROBLEMS[code];
  const compared = [actual, expected === undefined ? undefined : `expected ${expected}`]
    .filter((part) => part !== undefined)
    .join(', ');
  const parts = [title, detail, compared || undefined, element].filter(
    (part) => part !== undefined,
  );
  const where = [place?.file, place?.line].filter((part) => part !== undefined).join(':');
  return { where, finding: parts.join(': '), remedy };
}
