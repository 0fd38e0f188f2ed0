import type { Problem } from '../problem.ts';
import { checkPostalAddress, checkUnsubscribe } from './checks/footer.ts';
import { checkLeftover } from './checks/leftover.ts';
import { checkLineLength } from './checks/line-length.ts';
import { checkSize } from './checks/size.ts';
import { checkStory } from './checks/story.ts';
import { inspect, type Check, type Finished } from './inspection.ts';
import { judge } from './judge.ts';

/** The gate: every check, in the order in which its problems are shown. */
const CHECKS: readonly Check[] = [
  checkStory,
  checkLeftover,
  checkUnsubscribe,
  checkPostalAddress,
  checkSize,
  checkLineLength,
];

/** What is wrong with a finished letter, as the config judges it. */
export function checkLetter(finished: Finished): readonly Problem[] {
  const inspection = inspect(finished);
  const found = CHECKS.flatMap((check) => check(inspection));
  return judge(found, finished.config.check, finished.edition.id);
}
