import type { Problem } from '../problem.ts';
import { checkPostalAddress, checkUnsubscribe } from './checks/footer.ts';
import { checkLeftover } from './checks/leftover.ts';
import { checkLineLength } from './checks/line-length.ts';
import { checkSize } from './checks/size.ts';
import { checkStory } from './checks/story.ts';
import type { Check, Inspection } from './inspection.ts';

/** The gate: every check, in the order in which its problems are shown. */
const CHECKS: readonly Check[] = [
  checkStory,
  checkLeftover,
  checkUnsubscribe,
  checkPostalAddress,
  checkSize,
  checkLineLength,
];

export function checkLetter(inspection: Inspection): readonly Problem[] {
  return CHECKS.flatMap((check) => check(inspection));
}
