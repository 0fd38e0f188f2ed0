import { defined } from './defined.ts';
import { PROBLEMS } from './problem-words.ts';

/**
 * A finding about an edition: a value, with a code and a place. The words of every code stand in
 * one record, problem-words.ts, so a code without words does not compile.
 */
export type Severity = 'error' | 'warning' | 'note';

/** Where a problem stands: a file of the project, and a line counted from 1 where it is known. */
export interface Place {
  readonly file: string;
  readonly line?: number;
}

export type ProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_CODES = Object.keys(PROBLEMS) as readonly ProblemCode[];

export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly place?: Place;
  /** What exactly was met, in words that complete the title. */
  readonly detail?: string;
  /** The element of the letter it is about, as HTML, shortened. */
  readonly element?: string;
  readonly actual?: string | number;
  readonly expected?: string | number;
  /** Why the config lets it pass. */
  readonly excepted?: string;
}

/** What a fallible step returns: its value and what was noticed, or the problems that stopped it. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What a problem may say beyond its code and its place. */
export type Finding = Pick<Problem, 'detail' | 'element' | 'actual' | 'expected'>;

/** A problem with the severity of its code; a string is its detail. */
export function problem(code: ProblemCode, place?: Place, finding?: string | Finding): Problem {
  const said = typeof finding === 'string' ? { detail: finding } : finding;
  return { code, severity: PROBLEMS[code].severity, ...defined({ place }), ...said };
}

export function ok<T>(value: T, problems: readonly Problem[] = []): Result<T> {
  return { ok: true, value, problems };
}

export function failed(...problems: readonly Problem[]): {
  ok: false;
  problems: readonly Problem[];
} {
  return { ok: false, problems };
}

/** What was found and how to mend it, in words. */
export function describe(each: Problem): { finding: string; remedy: string } {
  const { code, detail, actual, expected, element } = each;
  const { title, remedy } = PROBLEMS[code];
  const compared = [actual, expected === undefined ? undefined : `expected ${expected}`]
    .filter((part) => part !== undefined)
    .join(', ');
  const parts = [title, detail, compared || undefined, element].filter(
    (part) => part !== undefined,
  );
  return { finding: parts.join(': '), remedy };
}
