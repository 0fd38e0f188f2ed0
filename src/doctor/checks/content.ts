import { plural } from '../../base/format.ts';
import { describe } from '../../base/problem.ts';
import type { DoctorCheck } from '../context.ts';
import { finding, passed } from '../finding.ts';

/** Checks that no file in content/ is skipped because of its name. */
export const checkContent: DoctorCheck = ({ content: { editions, problems } }) =>
  Promise.resolve(
    problems.length === 0
      ? [passed(`Content: ${plural(editions, 'edition')}`)]
      : problems.map((each) => {
          const { finding: words, remedy } = describe(each);
          return finding('content/skipped', `Content: ${each.place?.file ?? ''}: ${words}`, remedy);
        }),
  );
