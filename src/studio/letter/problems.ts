import { elementTag } from '../../check/reporting.ts';
import type { Problem } from '../../base/problem.ts';

/**
 * What the element is called that a problem is about, in a letter: problem-3, where 3 is the place
 * of the first problem about that element. Undefined where the problem is about no element.
 */
export function anchorOf(problem: Problem, problems: readonly Problem[]): string | undefined {
  const { element } = problem;
  if (element === undefined) return undefined;
  return `problem-${problems.findIndex((each) => each.element === element)}`;
}

/**
 * Gives the elements that problems are about their names, in a letter that was parsed as the gate
 * parses it. An element is known by its tag and its first words.
 */
export function nameOffenders(document: Document, problems: readonly Problem[]): void {
  for (const problem of problems) {
    const anchor = anchorOf(problem, problems);
    const [, name] = /^<([a-z][\w:-]*)/i.exec(problem.element ?? '') ?? [];
    if (anchor === undefined || name === undefined) continue;
    const offender = Array.from(document.getElementsByTagName(name)).find(
      (element) => elementTag(element) === problem.element,
    );
    offender?.setAttribute('id', anchor);
  }
}
