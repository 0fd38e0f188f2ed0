/** The elements of a letter that have problems get ids, so that a page can lead to them. */
import type { Problem } from '../../base/problem.ts';
import { elementTag } from '../../check/reporting.ts';

/**
 * Returns the id of the element that a problem is about: problem-3, where 3 is the index of the
 * first problem about that element. Undefined if the problem is about no element.
 */
export function anchorOf(problem: Problem, problems: readonly Problem[]): string | undefined {
  const { element } = problem;
  if (element === undefined) return undefined;
  return `problem-${problems.findIndex((each) => each.element === element)}`;
}

/**
 * Sets the ids, in a letter that was parsed as the checks parse it. An element is known by its tag
 * and its first words.
 */
export function setAnchors(document: Document, problems: readonly Problem[]): void {
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
