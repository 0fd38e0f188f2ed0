import { problem, type Problem } from '../base/problem.ts';

const MOST = 5;

/** The first five problems of one code, and the rest as a count. */
export function firstFew(problems: readonly Problem[]): readonly Problem[] {
  const [first] = problems;
  if (!first || problems.length <= MOST) return problems;
  const rest = problem(first.code, first.place, `and ${problems.length - MOST} more`);
  return [...problems.slice(0, MOST), rest];
}
