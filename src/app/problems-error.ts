import { describe, type Problem, type Result } from '../base/problem.ts';
import { UserError } from '../base/user-error.ts';

/** A source that no letter can be made of: the user's mistake, as problems with their places. */
export class ProblemsError extends UserError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(inOneLine).join('\n'), 'Nothing was written and nothing was sent.');
    this.name = 'ProblemsError';
    this.problems = problems;
  }
}

/** Returns the value of a step. Throws ProblemsError with the problems that stopped it. */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new ProblemsError(result.problems);
}

function inOneLine(problem: Problem): string {
  const { where, finding } = describe(problem);
  return `${where === '' ? '' : `${where}: `}${finding} (${problem.code})`;
}
